import type { Column } from '../datasets/kinds/columns.ts';
import type { DatasetKind } from '../datasets/contract.ts';
import type { Bilingual } from '../problem.ts';
import type { Choices } from './contract.ts';
import { chooseColumns, matchColumns, proposeDecimal } from './propose-columns.ts';
import { columnsToMap, proposeKind, type Kinds } from './propose-kind.ts';
import type { SeenLayer } from './read-thread.ts';

export interface Proposal {
  choices: Choices;
  doubts: Bilingual[];
  /** null where the file declares no coordinate system and has none by its standard */
  declaredEpsg: number | null;
}

const WGS84_EPSG = 4326;
const SURE = 1;

/** The names by which a layer calls what it says of each record: its header, or what its first records have. */
export function namesOf({ columns, sample }: SeenLayer): string[] {
  if (columns !== null) return columns.filter((name) => name !== '');
  return [...new Set(sample.flatMap(({ properties }) => Object.keys(properties)))];
}

/** How a file would be read if nobody said otherwise: kind and layer as asked for, else the likeliest. */
export function propose(
  layers: readonly SeenLayer[],
  kinds: Kinds,
  asked: { kind: DatasetKind | null; layer: string | null },
): Proposal {
  const candidates = layers.filter(({ name }) => asked.layer === null || name === asked.layer);
  const scored = candidates.map((layer) => ({
    layer,
    ...proposeKind(asked.kind === null ? kinds : { [asked.kind]: kinds[asked.kind] }, namesOf(layer), layer.sample),
  }));
  const { layer, kind, score } = scored.reduce((best, one) => (one.score > best.score ? one : best));
  const columns = columnsToMap(kinds[kind]!, layer.sample);
  const matches = matchColumns(columns, namesOf(layer), layer.sample);
  const declaredEpsg = layer.crs === null ? null : layer.crs.epsg;
  const doubts: Bilingual[] = [];
  if (asked.kind === null && score < SURE) doubts.push(KIND_UNSURE);
  for (const { column, name, by } of matches) if (by !== 'name') doubts.push(taken(column, name, by));
  const found = new Set(matches.map(({ column }) => column.name));
  const missing = columns.filter(({ name, required }) => required && !found.has(name));
  if (missing.length > 0) doubts.push(lacking(missing));
  doubts.push(...repeatedNames(layer.columns ?? []).map(repeated));
  if (layer.crs !== null && declaredEpsg === null) doubts.push(crsUnknown(layer.crs.text));
  return {
    choices: {
      kind,
      layer: layer.name === '' ? null : layer.name,
      encoding: layer.text?.encoding ?? null,
      delimiter: layer.text?.delimiter ?? null,
      headerLine: layer.text?.headerLine ?? null,
      epsg: declaredEpsg ?? WGS84_EPSG,
      swapAxes: false,
      decimal: proposeDecimal(matches, layer.sample),
      columns: chooseColumns(columns, matches, layer.columns !== null),
    },
    doubts,
    declaredEpsg,
  };
}

const KIND_UNSURE = {
  en: 'It is not clear what the file holds: say which kind of data it is',
  it: 'Non è chiaro che cosa contenga il file: indicare il tipo di dati',
};

function taken({ name: column, meaning }: Column, name: string, by: 'likeness' | 'values'): Bilingual {
  const how = by === 'values' ? { en: 'its values', it: 'dai valori' } : { en: 'its name', it: 'dal nome' };
  return {
    en: `"${name}" is taken for ${meaning?.en ?? column}, judging by ${how.en}`,
    it: `"${name}" è preso come ${meaning?.it ?? column}, a giudicare ${how.it}`,
  };
}

const lacking = (columns: readonly Column[]): Bilingual => ({
  en: `Not found in the file: ${columns.map(({ name, meaning }) => meaning?.en ?? name).join('; ')}`,
  it: `Non trovati nel file: ${columns.map(({ name, meaning }) => meaning?.it ?? name).join('; ')}`,
});

/** Names that a header has more than once: all but the first are numbered, `name (2)`. */
function repeatedNames(columns: readonly string[]): string[] {
  const first = new Set(columns);
  return columns.flatMap((name) => {
    const base = /^(.+) \(2\)$/.exec(name)?.[1];
    return base !== undefined && first.has(base) ? [base] : [];
  });
}

const repeated = (name: string): Bilingual => ({
  en: `The header has "${name}" more than once: the first of them is "${name}", the next "${name} (2)"; look which is meant`,
  it: `L'intestazione ha più volte "${name}": la prima è "${name}", la successiva "${name} (2)"; guardare quale è quella giusta`,
});

const crsUnknown = (text: string): Bilingual => ({
  en: `The file declares a coordinate system that is not known here: ${text.slice(0, 100)}`,
  it: `Il file dichiara un sistema di coordinate sconosciuto: ${text.slice(0, 100)}`,
});
