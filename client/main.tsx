import { effect } from '@preact/signals';
import { render } from 'preact';
import { language } from './address.ts';
import { App } from './app.tsx';
import { keepFresh } from './freshness.ts';
import { awaitReader } from './parts/focus-heading.ts';
import './style/main.scss';

effect(() => {
  document.documentElement.lang = language.value;
});

render(<App />, document.querySelector('#page')!);
keepFresh();
awaitReader();
