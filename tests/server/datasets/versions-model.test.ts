import fc from 'fast-check';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listChanges } from '../../../server/datasets/store-versions.ts';
import { importFile } from '../../../server/imports.ts';
import { changeSegment, getSegment } from '../../../server/segments/store.ts';
import { takeBack } from '../../../server/take-back.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { collection, feature, square } from '../../helpers/geojson-text.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const TODAY = '2026-01-01';
const KEYS = ['019001', '019002', '019003'];

interface Feature {
  /** name of its data set */
  owner: string;
  name: string;
  /** where it is, in steps */
  place: number;
}
type State = ReadonlyMap<string, Feature>;

/** What a data set did: what stood before, and in which turn. */
interface Version {
  turn: number;
  before: State;
}

type Step =
  | { do: 'import'; owner: string; rows: { key: string; name: string; place: number }[] }
  | { do: 'takeBack'; owner: string }
  | { do: 'edit'; key: string; name: string };

/** The plain model: states in a list, and nothing of a database. */
class Model {
  states: { instant: string; state: State }[] = [];
  versions = new Map<string, Version[]>();
  now: State = new Map();
  #turn = 0;

  import(owner: string, rows: { key: string; name: string; place: number }[]): void {
    const next = new Map([...this.now].filter(([, one]) => one.owner !== owner));
    for (const { key, name, place } of rows) next.set(key, { owner, name, place });
    this.#stand(owner, next);
  }

  takeBack(owner: string): void {
    const { before, turn } = this.versions.get(owner)!.at(-1)!;
    const next = new Map<string, Feature>();
    for (const key of new Set([...before.keys(), ...this.now.keys()])) {
      const [was, is] = [before.get(key), this.now.get(key)];
      const isOthers = is !== undefined && is.owner !== owner;
      const mayReturn =
        was?.owner === owner ||
        (is !== undefined && was !== undefined && !this.versions.get(was.owner)!.some((one) => one.turn > turn));
      const stands = isOthers ? is : mayReturn ? was : undefined;
      if (stands) next.set(key, stands);
    }
    this.#stand(owner, next);
  }

  edit(key: string, name: string): void {
    this.now = new Map([...this.now, [key, { ...this.now.get(key)!, name }]]);
  }

  /** What the newest version of a data set changed, by kind. */
  difference(owner: string) {
    const before = this.versions.get(owner)!.at(-1)!.before;
    const own = (state: State) => new Map([...state].filter(([, one]) => one.owner === owner));
    const [old, now] = [own(before), own(this.now)];
    const both = [...now].filter(([key]) => old.has(key));
    return {
      added: [...now.keys()].filter((key) => !old.has(key)).sort(),
      removed: [...old.keys()].filter((key) => !now.has(key)).sort(),
      moved: both
        .filter(([key, one]) => old.get(key)!.place !== one.place)
        .map(([key]) => key)
        .sort(),
      changed: both
        .filter(([key, one]) => old.get(key)!.name !== one.name)
        .map(([key]) => key)
        .sort(),
    };
  }

  #stand(owner: string, next: State): void {
    const done = this.versions.get(owner) ?? [];
    this.versions.set(owner, [...done, { turn: ++this.#turn, before: this.now }]);
    this.now = next;
  }
}

/** How each kind is written to a file, and read from the tables. */
const KINDS = {
  municipalities: {
    owners: ['alfa', 'beta'],
    table: 'municipality',
    key: 'code',
    file: (rows: { key: string; name: string; place: number }[]) =>
      rows.map(({ key, name, place }) => feature({ com_istat_code: key, name }, square(9 + place / 10, 45, 0.1))),
    place: 'round((ST_XMin(f.geometry) - 9) * 10)::integer',
    idOf: (_: string, key: string) => key,
  },
  segments: {
    owners: ['alfa'],
    table: 'segment',
    key: 'id',
    file: (rows: { key: string; name: string; place: number }[]) =>
      rows.map(({ key, name, place }) =>
        feature(
          { id: key, name, status: 'planned', technology: 'FTTH', reach_m: 100, down_mbps: 1000 },
          [
            [9 + place / 10, 45],
            [9.05 + place / 10, 45],
          ],
          'LineString',
        ),
      ),
    place: 'round((ST_XMin(f.geometry) - 9) * 10)::integer',
    idOf: (owner: string, key: string) => `${owner}:${key}`,
  },
} as const;

const rowsOf = fc
  .uniqueArray(fc.constantFrom(...KEYS), { minLength: 1 })
  .chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc.record({ key: fc.constant(key), name: fc.constantFrom('x', 'y'), place: fc.integer({ min: 0, max: 2 }) }),
      ),
    ),
  );
const stepsOf = (owners: readonly string[]) =>
  fc.array(
    fc.oneof(
      fc.record({ do: fc.constant('import' as const), owner: fc.constantFrom(...owners), rows: rowsOf }),
      fc.record({ do: fc.constant('takeBack' as const), owner: fc.constantFrom(...owners) }),
      fc.record({
        do: fc.constant('edit' as const),
        key: fc.constantFrom(...KEYS),
        name: fc.constantFrom('by hand', 'by hand too'),
      }),
    ),
    { minLength: 3, maxLength: 9 },
  );

beforeEach(clear);
async function clear(): Promise<void> {
  for (const table of ['segment', 'municipality']) {
    await database.dataSource.query(`DELETE FROM ${table}`);
    await database.dataSource.query(`DELETE FROM ${table}_past`);
  }
  await database.dataSource.query('DELETE FROM dataset');
}

test.each(['segments', 'municipalities'] as const)(
  '%s: each past state and each change report is what the model says, whatever is imported, changed and taken back',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(stepsOf(KINDS[kind].owners), async (steps) => {
        await clear();
        await expectAsTheModel(kind, steps);
      }),
      { numRuns: 25, seed: 20_261_128 },
    );
  },
  600_000,
);

async function expectAsTheModel(kind: keyof typeof KINDS, steps: Step[]): Promise<void> {
  const { dataSource } = database;
  const way = KINDS[kind];
  const model = new Model();
  const ids = new Map<string, number>();
  for (const [turn, step] of steps.entries()) {
    if (step.do === 'import') {
      const text = collection(...way.file(step.rows)).replace('{', `{"turn":${turn},`);
      const { outcome, dataset } = await importFile(dataSource, Readable.from([Buffer.from(text)]), {
        kind,
        name: step.owner,
        fileName: 'file',
      });
      expect(outcome).toBe('imported');
      ids.set(step.owner, dataset.id);
      model.import(
        step.owner,
        step.rows.map((row) => ({ ...row, key: way.idOf(step.owner, row.key) })),
      );
    } else if (step.do === 'takeBack') {
      if (!ids.has(step.owner)) continue;
      const number = model.versions.get(step.owner)!.length;
      const dataset = await takeBack(dataSource, ids.get(step.owner)!, number);
      expect(dataset.version).toBe(number + 1);
      model.takeBack(step.owner);
    } else {
      const id = way.idOf('alfa', step.key);
      if (kind !== 'segments' || !model.now.has(id)) continue;
      const { properties } = await getSegment(dataSource, id, TODAY);
      const { version } = properties;
      await changeSegment(dataSource, id, { version, name: step.name }, { name: 'tester' }, TODAY);
      model.edit(id, step.name);
    }
    const [{ last }] = await dataSource.query<[{ last: Date }]>('SELECT last FROM history_clock');
    model.states.push({ instant: last.toISOString(), state: model.now });
    if (step.do !== 'edit') await expectReported(ids.get(step.owner)!, model, step.owner);
  }
  for (const { instant, state } of model.states) expect(await stateAt(kind, instant), instant).toEqual(byKey(state));
}

async function expectReported(id: number, model: Model, owner: string): Promise<void> {
  const number = model.versions.get(owner)!.length;
  const expected = model.difference(owner);
  for (const kind of ['added', 'removed', 'moved', 'changed'] as const) {
    const found = await listChanges(database.dataSource, { id, number }, { kind, limit: 100, offset: 0 });
    expect(found.version.changes[kind]).toBe(expected[kind].length);
    expect(found.numberMatched).toBe(expected[kind].length);
    expect(found.items.map((item) => item.id)).toEqual(expected[kind]);
  }
}

const byKey = (state: State) =>
  [...state].map(([key, one]) => ({ key, ...one })).sort((a, b) => (a.key < b.key ? -1 : 1));

async function stateAt(kind: keyof typeof KINDS, instant: string) {
  const { table, key, place } = KINDS[kind];
  return database.dataSource.query<object[]>(
    `SELECT f.${key} AS key, d.name AS owner, f.name, ${place} AS place
     FROM ${table}_history f JOIN dataset d ON d.id = f.dataset_id
     WHERE f.since <= $1 AND f.until > $1 ORDER BY 1`,
    [instant],
  );
}
