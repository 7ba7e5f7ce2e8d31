import { computed, signal } from '@preact/signals';

/** Layers of the map, bottom first. */
export const LAYERS = ['gap', 'zones', 'coverage', 'segments', 'deliveryPoints', 'firms'] as const;
export type Layer = (typeof LAYERS)[number];

/** Columns of the ranking: what the figures can be sorted by. */
export const COLUMNS = [
  'name',
  'firms',
  'firmsNotServed',
  'firmsNotServedAfter',
  'exportShareNotServed',
  'employeesNotServed',
  'zoneGapM2',
  'zoneGapM2After',
  'ftthShare',
] as const;
export type Column = (typeof COLUMNS)[number];

export const PAGES = ['map', 'plan', 'method', 'data'] as const;
export type Page = (typeof PAGES)[number];
/** Which part a narrow screen shows; of the page of plans: the map, the plan, what it is asked for. */
export const PANES = ['map', 'ranking', 'sheet'] as const;
export type Pane = (typeof PANES)[number];
/** Whose colours the municipalities have: today's gap, or what the planned works will leave. */
export const WHENS = ['before', 'after'] as const;
export const LANGUAGES = ['it', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Everything that a link to this page says. */
export interface Address {
  language: Language;
  page: Page;
  pane: Pane;
  /** Mbit/s down. */
  target: number;
  /** `YYYY-MM-DD`. */
  horizon: string;
  proposed: boolean;
  /** ISTAT code. */
  municipality: string | null;
  /** Id of a firm. */
  firm: string | null;
  sort: Column;
  order: 'asc' | 'desc';
  filter: string;
  layers: Layer[];
  when: (typeof WHENS)[number];
  view: { lat: number; lng: number; zoom: number } | null;
  basemap: boolean;
  /** What a plan is asked for, as the page of plans writes it; null: what is usual. */
  plan: string | null;
  /** Id of the stored plan that is open. */
  planId: string | null;
  /** What the plan is compared with, as the page of plans writes it. */
  compare: string | null;
  /** Id of the file that is being imported, and of its run. */
  upload: string | null;
  run: string | null;
}

/** A link that is longer is refused by servers. */
const MOST_PLAN_CHARACTERS = 12_000;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What holds where the address says nothing: the horizon is the end of the year two years ahead. */
export function defaultAddress(languages: readonly string[], today: Date): Address {
  return {
    language: languages[0]?.toLowerCase().startsWith('en') ? 'en' : 'it',
    page: 'map',
    pane: 'map',
    target: 1000,
    horizon: `${today.getFullYear() + 2}-12-31`,
    proposed: false,
    municipality: null,
    firm: null,
    sort: 'firmsNotServed',
    order: 'desc',
    filter: '',
    // Coverage lies over all the rest: whoever wants it asks for it.
    layers: LAYERS.filter((layer) => layer !== 'coverage'),
    when: 'after',
    view: null,
    basemap: false,
    plan: null,
    planId: null,
    compare: null,
    upload: null,
    run: null,
  };
}

const oneOf = <T extends string>(list: readonly T[], text: string | null): T | undefined =>
  list.find((member) => member === text);

function parseDay(text: string | null): string | undefined {
  if (text === null || !/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return undefined;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text) ? text : undefined;
}

function parseTarget(text: string | null): number | undefined {
  const number = Number(text);
  return text !== null && /^\d{1,6}$/.test(text) && number >= 1 && number <= 100_000 ? number : undefined;
}

function parseView(text: string | null): Address['view'] {
  const numbers = (text ?? '').split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  const [lat, lng, zoom] = numbers as [number, number, number];
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && zoom >= 0 && zoom <= 22 ? { lat, lng, zoom } : null;
}

/** `none` is written where every layer is off, since an absent list means the usual ones. */
function parseLayers(text: string | null): Layer[] | undefined {
  if (text === null) return undefined;
  const named = text.split(',');
  const layers = LAYERS.filter((layer) => named.includes(layer));
  return layers.length > 0 || text === 'none' ? layers : undefined;
}

/** Who is sent the link of a firm wants its card, which on a phone is a pane of its own. */
function usualPane(firm: string | null, usual: Address): Pane {
  return firm === null ? usual.pane : 'sheet';
}

/** Reads a query string; a value that is wrong counts as absent. */
export function parseAddress(search: string, usual: Address): Address {
  const query = new URLSearchParams(search);
  const municipality = query.get('municipality');
  const firm = query.get('firm');
  const plan = query.get('plan');
  const planId = query.get('planId');
  const compare = query.get('compare');
  const upload = query.get('upload');
  const run = query.get('run');
  return {
    language: oneOf(LANGUAGES, query.get('lang')) ?? usual.language,
    page: oneOf(PAGES, query.get('page')) ?? usual.page,
    pane: oneOf(PANES, query.get('pane')) ?? usualPane(firm, usual),
    target: parseTarget(query.get('target')) ?? usual.target,
    horizon: parseDay(query.get('horizon')) ?? usual.horizon,
    proposed: query.get('proposed') === 'true',
    municipality: municipality !== null && /^\d{6}$/.test(municipality) ? municipality : null,
    firm: firm !== null && firm.length > 0 && firm.length <= 300 ? firm : null,
    sort: oneOf(COLUMNS, query.get('sort')) ?? usual.sort,
    order: oneOf(['asc', 'desc'] as const, query.get('order')) ?? usual.order,
    filter: (query.get('q') ?? '').slice(0, 100),
    layers: parseLayers(query.get('layers')) ?? usual.layers,
    when: oneOf(WHENS, query.get('when')) ?? usual.when,
    view: parseView(query.get('view')),
    basemap: query.get('basemap') === 'true',
    plan: plan !== null && plan.length <= MOST_PLAN_CHARACTERS ? plan : null,
    planId: planId !== null && UUID.test(planId) ? planId : null,
    compare: compare !== null && /^(plan|budget|near):[\w-]{1,36}$/.test(compare) ? compare : null,
    upload: upload !== null && UUID.test(upload) ? upload : null,
    run: run !== null && UUID.test(run) ? run : null,
  };
}

/**
 * Writes a query string (`?...`). Language, target and horizon are always said, so that a link shows
 * the same thing to somebody with another browser and in another year; the rest only where it is not usual.
 */
export function formatAddress(address: Address, usual: Address): string {
  const query = new URLSearchParams({
    lang: address.language,
    target: String(address.target),
    horizon: address.horizon,
  });
  const say = (name: string, value: string | null, usually: string | null) => {
    if (value !== null && value !== usually) query.set(name, value);
  };
  say('proposed', String(address.proposed), 'false');
  say('page', address.page, usual.page);
  say('pane', address.pane, usualPane(address.firm, usual));
  say('municipality', address.municipality, null);
  say('firm', address.firm, null);
  say('sort', address.sort, usual.sort);
  say('order', address.order, usual.order);
  say('q', address.filter, '');
  say('layers', address.layers.join(',') || 'none', usual.layers.join(','));
  say('when', address.when, usual.when);
  say('basemap', String(address.basemap), 'false');
  say('plan', address.plan, null);
  say('planId', address.planId, null);
  say('compare', address.compare, null);
  say('upload', address.upload, null);
  say('run', address.run, null);
  const { view } = address;
  if (view !== null) query.set('view', `${round(view.lat, 5)},${round(view.lng, 5)},${round(view.zoom, 2)}`);
  return `?${query.toString().replaceAll('%2C', ',')}`;
}

const round = (number: number, digits: number) => Number(number.toFixed(digits));

// Outside a browser (tests) the page stands at its usual address.
const inBrowser = typeof window !== 'undefined';
const usual = defaultAddress(inBrowser ? navigator.languages : ['it'], new Date());

/** Where the page stands. Change it with `go` alone. */
export const address = signal<Address>(parseAddress(inBrowser ? window.location.search : '', usual));

/** The query string of the address with a change: for links that can be opened in another tab. */
export const hrefOf = (change: Partial<Address>): string => formatAddress({ ...address.value, ...change }, usual);

/**
 * Moves the page: `push` for a choice that Back should undo, `replace` for what changes continuously
 * (moving the map, typing).
 */
export function go(change: Partial<Address>, mode: 'push' | 'replace' = 'push'): void {
  const next = { ...address.peek(), ...change };
  const written = formatAddress(next, usual);
  address.value = next;
  if (!inBrowser || written === window.location.search) return;
  if (mode === 'push') window.history.pushState(null, '', written);
  else window.history.replaceState(null, '', written);
}

if (inBrowser) {
  // From the first moment on, the address that one copies says what the page shows.
  go({}, 'replace');
  window.addEventListener('popstate', () => {
    address.value = parseAddress(window.location.search, usual);
  });
}

// Parts of the address as signals of their own: who reads one of them is not woken by the others.
export const language = computed(() => address.value.language);
export const target = computed(() => address.value.target);
export const horizon = computed(() => address.value.horizon);
export const proposed = computed(() => address.value.proposed);
export const chosenMunicipality = computed(() => address.value.municipality);
export const layers = computed(() => address.value.layers);
export const when = computed(() => address.value.when);
export const basemap = computed(() => address.value.basemap);
export const chosenFirm = computed(() => address.value.firm);

/** The question that every figure on the page answers. */
export const question = computed(() => ({ target: target.value, horizon: horizon.value, proposed: proposed.value }));
