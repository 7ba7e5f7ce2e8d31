import type { ImportOutcome } from '../../server/imports.ts';
import type { Understood } from './converse.ts';
import type { Language, ProblemDetails } from '../../server/problem.ts';

const WORDS = {
  en: {
    imported: 'imported',
    unchanged: 'unchanged: this very file is here already, nothing was written',
    labels: {
      outcome: 'outcome',
      dataset: 'data set',
      nature: 'nature',
      asOf: 'as of',
      rowsRead: 'rows read',
      rowsStored: 'rows stored',
      rowsWithoutPlace: 'without place',
      sha256: 'sha256',
    },
    fact: 'fact',
    generated: 'generated: not a fact',
    warning: 'warning',
    line: 'line',
    row: 'row',
    column: 'column',
    value: 'value',
    more: (count: number) => `... and ${count} more`,
  },
  it: {
    imported: 'importato',
    unchanged: "invariato: questo stesso file c'è già, non è stato scritto nulla",
    labels: {
      outcome: 'esito',
      dataset: 'insieme di dati',
      nature: 'natura',
      asOf: 'data',
      rowsRead: 'righe lette',
      rowsStored: 'righe importate',
      rowsWithoutPlace: 'senza luogo',
      sha256: 'sha256',
    },
    fact: 'fatti',
    generated: 'generati: non sono fatti',
    warning: 'avvertenza',
    line: 'linea',
    row: 'riga',
    column: 'colonna',
    value: 'valore',
    more: (count: number) => `... e altri ${count}`,
  },
};

/** The summary of an import, a line each. */
export function describeOutcome({ outcome, dataset }: ImportOutcome, language: Language): string[] {
  const words = WORDS[language];
  const number = (value: number) => value.toLocaleString(language, { useGrouping: 'always' });
  const rows: [keyof typeof words.labels, string][] = [
    ['outcome', words[outcome]],
    ['dataset', `${dataset.kind} "${dataset.name}" (${dataset.fileName})`],
    ['nature', words[dataset.nature]],
    ['asOf', dataset.asOf ?? '-'],
    ['rowsRead', number(dataset.rowsRead)],
    ['rowsStored', number(dataset.rowsStored)],
    ['rowsWithoutPlace', number(dataset.rowsWithoutPlace)],
    ['sha256', dataset.sha256],
  ];
  const width = Math.max(...Object.values(words.labels).map((label) => label.length)) + 2;
  return [
    ...rows.map(([label, value]) => words.labels[label].padEnd(width) + value),
    ...dataset.warnings.map((warning) => `${words.warning}: ${warning[language]}`),
  ];
}

const UNDERSTOOD = {
  en: { kind: 'kind', layer: 'layer', rows: 'first rows', faults: 'faults among them', doubt: 'doubt', none: '-' },
  it: { kind: 'tipo', layer: 'livello', rows: 'prime righe', faults: 'errori tra esse', doubt: 'dubbio', none: '-' },
};

/** What a file was taken for, a line each; nothing is imported. */
export function describeUnderstood({ upload, choices, preview }: Understood, language: Language): string[] {
  const words = UNDERSTOOD[language];
  const faults = preview.rows.flatMap(({ faults }) => faults);
  return [
    `${upload.fileName}: ${upload.format}, ${upload.bytes} bytes, sha256 ${upload.sha256}`,
    `${words.kind}: ${choices.kind}; ${words.layer}: ${choices.layer ?? words.none}; EPSG:${choices.epsg}${choices.swapAxes ? ' (y, x)' : ''}; encoding: ${choices.encoding ?? words.none}; decimal: ${choices.decimal}`,
    ...upload.layers.map(
      ({ name, records, columns }) => `  ${name || words.none}: ${records ?? '?'}; ${columns.join(', ')}`,
    ),
    ...preview.columns.map(({ name, from, samples }) => `  ${name} <- ${from ?? words.none}  ${samples.join(' | ')}`),
    `${words.rows}: ${preview.rows.length}; ${words.faults}: ${faults.length}`,
    ...[...upload.doubts, ...preview.warnings].map((said) => `${words.doubt}: ${said[language]}`),
  ];
}

/** What went wrong, and every faulty row, a line each. */
export function describeProblem(problem: ProblemDetails, language: Language): string[] {
  const words = WORDS[language];
  const errors = problem.errors ?? [];
  const lines = errors.map(({ line, row, column, value, reason }) => {
    const place = [`${words.line} ${line}`, `${words.row} ${row}`];
    if (column !== null) place.push(`${words.column} ${column}`);
    if (value !== null) place.push(`${words.value} ${JSON.stringify(value)}`);
    return `${place.join(', ')}: ${reason}`;
  });
  const more = (problem.errorCount ?? errors.length) - errors.length;
  return [...lines, ...(more > 0 ? [words.more(more)] : []), `${problem.title}. ${problem.detail}`];
}
