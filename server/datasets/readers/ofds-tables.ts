import { readWkt } from './cell-wkt.ts';
import { unreadable } from './json-problems.ts';
import { LINE, listOf } from './ofds-network.ts';
import type { ReadEvent } from './source-record.ts';

type Thing = Record<string | typeof LINE, unknown>;
/** A row of one of the tables; its columns are paths, such as `nodes/0/phase/name`. */
export interface TableRow {
  cells: Readonly<Record<string, unknown>>;
  line: number;
}

/** Lists of codes, of which a cell holds several; `type` is one of nodes alone. */
const LISTS = /^(type|technologies|transmissionMedium|deployment|countries|roles)$/;
const FLAGS = /^(accessPoint|power|directed|darkFibre)$/;
const NUMBERS = /^(fibreCount|fibreLength|capacity|accuracy|amount)$/;
const GEOMETRIES = /^(location|route)$/;

/** Names of the tables that the standard has. */
const TABLE = /^(networks|links|(nodes|spans|organisations|phases|contracts)(_\w+)?)$/i;

/** Whether these are tables of the standard: nodes and spans, or one of them with their networks. */
export function areOfdsTables(names: readonly string[]): boolean {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return ['networks', 'nodes', 'spans'].filter((name) => known.has(name)).length > 1;
}

/** A table, and how its rows are read. */
export interface Table {
  name: string;
  read(): AsyncIterable<ReadEvent>;
}

/**
 * Joins those of the tables that the standard has.
 *
 * @throws Problem 'file-unreadable' where a row of one cannot be read: rows of several make one record, so none can be left out
 */
export async function joinTables(tables: readonly Table[]): Promise<Thing[]> {
  const joined = new OfdsTables();
  for (const table of tables.filter(({ name }) => TABLE.test(name))) {
    const { name } = table;
    for await (const event of table.read()) {
      if (event.type === 'fault') {
        const { line, reason } = event.error;
        throw unreadable(`${name}, line ${line}: ${reason.en}`, `${name}, linea ${line}: ${reason.it}`);
      }
      if (event.type !== 'record') continue;
      const [collection = '', ...child] = name.split('_');
      joined.add([collection.toLowerCase(), ...child].join('_'), {
        cells: event.record.properties,
        line: event.record.line,
      });
    }
  }
  return joined.networks();
}

/** Joins the tables of the standard's CSV or XLSX into its networks, as its JSON has them. */
class OfdsTables {
  readonly #networks = new Map<string, Thing>();
  /** what child tables add to, by network, collection and id */
  readonly #elements = new Map<string, Thing>();

  /**
   * Takes in a row. Tables may come in any order.
   *
   * @param table  name of the table, such as `nodes` or `nodes_networkProviders`
   */
  add(table: string, { cells, line }: TableRow): void {
    const [collection = '', child = ''] = table === 'networks' ? [] : table.split('_');
    const network = this.#network(textOf(cells['id']));
    if (collection === '') return fill(network, cells, '');
    const prefix = `${collection}/0/`;
    const element = this.#element(network, collection, cells[`${prefix}id`], child === '');
    if (child === '') {
      element[LINE] = line;
      return fill(element, cells, prefix, collection);
    }
    const part: Thing = Object.create(null) as Thing;
    fill(part, cells, `${prefix}${child}/0/`);
    element[child] = [...listOf(element[child]), part];
  }

  networks(): Thing[] {
    return [...this.#networks.values()];
  }

  #network(id: string): Thing {
    const network = this.#networks.get(id) ?? (Object.create(null) as Thing);
    if (id !== '') network['id'] = id;
    this.#networks.set(id, network);
    return network;
  }

  /** Of two rows of a table with one id there are two things; a row of a child table belongs to the first. */
  #element(network: Thing, collection: string, cell: unknown, isOwnRow: boolean): Thing {
    const id = textOf(cell);
    const key = JSON.stringify([network['id'] ?? null, collection, id]);
    const known = id === '' ? undefined : this.#elements.get(key);
    if (known !== undefined && !(isOwnRow && LINE in known)) return known;
    return this.#begin(network, collection, key);
  }

  #begin(network: Thing, collection: string, key: string): Thing {
    const element: Thing = Object.create(null) as Thing;
    const list = listOf(network[collection]);
    if (list.length === 0) network[collection] = list;
    list.push(element);
    if (!this.#elements.has(key)) this.#elements.set(key, element);
    return element;
  }
}

/** Writes the cells below a path into a thing; what is empty is absent. */
function fill(thing: Thing, cells: TableRow['cells'], prefix: string, collection = ''): void {
  for (const [column, cell] of Object.entries(cells)) {
    if (!column.startsWith(prefix) || textOf(cell) === '') continue;
    const path = column.slice(prefix.length).split('/');
    if (path.some((step) => step === '' || /^\d+$/.test(step))) continue;
    let at = thing;
    for (const step of path.slice(0, -1)) {
      const below = at[step];
      at[step] = typeof below === 'object' && below !== null ? below : Object.create(null);
      at = at[step] as Thing;
    }
    at[path.at(-1)!] = valueOf(path, cell, collection);
  }
}

function valueOf(path: readonly string[], cell: unknown, collection: string): unknown {
  const name = path.at(-1)!;
  const text = textOf(cell);
  if (path.length === 1 && GEOMETRIES.test(name)) return readWkt(text)?.geometry ?? text;
  if (GEOMETRIES.test(path[0]!) && name === 'coordinates') return positionsOf(text, path[0] === 'route');
  if (path.length === 1 && LISTS.test(name) && (name !== 'type' || collection === 'nodes'))
    return text.split(';').map((code) => code.trim());
  if (FLAGS.test(name) && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (NUMBERS.test(name) && Number.isFinite(Number(text))) return Number(text);
  return text;
}

/** Version 0.2: a line's positions are parted by semicolons, the numbers of each by a comma; of a point by a semicolon. */
function positionsOf(text: string, isLine: boolean): unknown {
  if (!isLine) return text.split(/[;,]/).map(Number);
  return text.split(';').map((position) => position.split(',').map(Number));
}

function textOf(cell: unknown): string {
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell).trim() : '';
}
