import { address, LANGUAGES, PAGES } from '../address.ts';
import { words } from '../words/words.ts';
import { GoLink } from './go-link.tsx';
import { SearchBox } from './search-box.tsx';

export function Header() {
  const { title, subtitle, pages, language } = words.value;
  const { page, language: spoken } = address.value;
  return (
    <header class="page-header">
      <div class="page-header-name">
        <GoLink class="brand" change={{ page: 'map', municipality: null, firm: null, pane: 'map' }}>
          <svg class="brand-sign" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
            <path d="M4 23h9a6 6 0 0 0 6-6v-4" />
            <circle cx="19" cy="8.5" r="4" />
            <path class="brand-dots" d="M20 23h9" />
          </svg>
          <span class="brand-words">
            <span class="brand-title">{title}</span>
            <span class="brand-subtitle">{subtitle}</span>
          </span>
        </GoLink>
      </div>
      <SearchBox />
      <nav class="page-nav" aria-label={pages.label}>
        {PAGES.map((name) => (
          <GoLink key={name} change={{ page: name }} current={page === name}>
            {pages[name]}
          </GoLink>
        ))}
      </nav>
      <nav class="language-nav" aria-label={language.label}>
        {LANGUAGES.map((name) => (
          <GoLink key={name} change={{ language: name }} current={spoken === name} lang={name}>
            <span aria-hidden="true">{name.toUpperCase()}</span>
            <span class="visually-hidden">{language[name]}</span>
          </GoLink>
        ))}
      </nav>
    </header>
  );
}
