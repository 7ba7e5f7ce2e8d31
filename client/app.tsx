import { useComputed, useSignalEffect } from '@preact/signals';
import { address, chosenFirm, chosenMunicipality } from './address.ts';
import { lazyPage } from './pages/lazy-page.tsx';
import { MapPage } from './pages/map-page.tsx';
import { MethodPage } from './pages/method-page.tsx';
import { LiveRegion } from './parts/announce.tsx';
import { Header } from './parts/header.tsx';
import { Notices } from './parts/notices.tsx';
import { firmCard, municipality } from './state.ts';
import { words } from './words/words.ts';

const PlanPage = lazyPage(async () => (await import('./plan/plan-page.tsx')).PlanPage);
const DataPage = lazyPage(async () => (await import('./pages/data-page.tsx')).DataPage);
const PAGES = { map: MapPage, plan: PlanPage, method: MethodPage, data: DataPage };

export function App() {
  const page = useComputed(() => address.value.page);
  useSignalEffect(() => {
    document.title = documentTitle();
  });
  const Page = PAGES[page.value];
  return (
    <>
      <a class="skip-link" href="#content">
        {words.value.skipToContent}
      </a>
      <Header />
      <Notices />
      <Page />
      <LiveRegion />
    </>
  );
}

function documentTitle(): string {
  const { title, pages } = words.value;
  const { page } = address.value;
  if (page !== 'map') return `${pages[page]} · ${title}`;
  const shown =
    (chosenFirm.value && firmCard.value.value?.name) ?? (chosenMunicipality.value && municipality.value.value?.name);
  return shown ? `${shown} · ${title}` : title;
}
