import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'csv-parse/sync';
import type { FeatureCollection, Position } from 'geojson';
import { describe, expect, it } from 'vitest';

import { DEMO_SEED, buildDemoFiles } from '../../../scripts/demo/build-files.ts';
import { readChecksums, sha256Of } from '../../../scripts/demo/checksums.ts';
import { GENERATOR } from '../../../scripts/demo/label.ts';
import { readFacts } from '../../../scripts/demo/read-facts.ts';

const DATA = path.join(import.meta.dirname, '../../../data');
const readData = (file: string): string => readFileSync(path.join(DATA, file), 'utf8');
const readRows = (file: string): Record<string, string>[] => parse(readData(file), { columns: true });

const COLLECTIONS = ['municipalities', 'zones', 'coverage', 'segments', 'delivery-points'].map(
  (name) => `demo/${name}.geojson`,
);

describe('the committed demonstration data', () => {
  it('is what the generator makes of the facts, byte for byte', () => {
    const files = buildDemoFiles(readFacts(path.join(DATA, 'facts')));
    expect([...files.keys()].toSorted()).toEqual(readdirSync(path.join(DATA, 'demo')).toSorted());
    for (const [file, text] of files) expect(text === readData(`demo/${file}`), file).toBe(true);
  });

  it('has every file in SOURCES.md with the checksum it has', () => {
    const stated = readChecksums(readData('SOURCES.md'));
    const files = readdirSync(DATA, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll(path.sep, '/'))
      .filter((file) => file !== 'SOURCES.md' && statSync(path.join(DATA, file)).isFile());
    const found = files.map((file) => [file, sha256Of(readFileSync(path.join(DATA, file)))] as const);
    expect(Object.fromEntries(stated)).toEqual(Object.fromEntries(found));
  });

  it.each(COLLECTIONS)('says in %s and in each of its features that it is invented', (file) => {
    const collection = JSON.parse(readData(file)) as FeatureCollection;
    expect(collection).toMatchObject({ generated: true, seed: DEMO_SEED, generator: GENERATOR });
    expect(collection.features.filter(({ properties }) => properties?.['generated'] !== true)).toEqual([]);
  });

  it.each(COLLECTIONS)('writes the coordinates of %s with at most 7 decimals', (file) => {
    const { features } = JSON.parse(readData(file)) as FeatureCollection;
    const positions = features.flatMap(({ geometry }) =>
      geometry.type === 'GeometryCollection' ? [] : positionsOf(geometry.coordinates),
    );
    expect(positions.length).toBeGreaterThanOrEqual(file.includes('points') ? 6 : 300);
    expect(positions.flat().filter((degrees) => Number(degrees.toFixed(7)) !== degrees)).toEqual([]);
  });

  it('marks every invented firm, and names none like a real one', () => {
    const invented = readRows('demo/firms.csv');
    expect(invented.length).toBeGreaterThanOrEqual(500);
    expect(invented.length).toBeLessThanOrEqual(700);
    expect(invented.filter(({ generated }) => generated !== 'true')).toEqual([]);
    expect(invented.filter(({ name }) => !name!.includes('(dimostrativa)'))).toEqual([]);
    const plain = (name: string): string => name.toLowerCase().replaceAll(/\(.*\)|s\.\S+|[^a-z]/g, '');
    const real = new Set(readRows('facts/firms.csv').map(({ name }) => plain(name!)));
    expect(invented.filter(({ name }) => real.has(plain(name!)))).toEqual([]);
    expect(new Set(invented.map(({ name }) => name)).size).toBe(invented.length);
  });

  it('leaves some employees and export shares blank, and writes no blank as zero', () => {
    const firms = readRows('demo/firms.csv');
    for (const column of ['employees', 'export_share']) {
      const blank = firms.filter((firm) => firm[column] === '').length;
      expect(blank / firms.length).toBeGreaterThan(0.05);
      expect(blank / firms.length).toBeLessThan(0.3);
    }
    expect(firms.filter(({ employees }) => employees !== '' && Number(employees) < 1)).toEqual([]);
  });

  it('stays well under 3 MB', () => {
    const bytes = readdirSync(DATA, { recursive: true, encoding: 'utf8' })
      .map((file) => statSync(path.join(DATA, file)))
      .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
    expect(bytes).toBeLessThan(2e6);
  });
});

describe('the facts', () => {
  it('quote AGCOM as published', () => {
    const rows = readRows('facts/broadband-statistics_250630.csv');
    const figures = (name: string): (string | undefined)[] => {
      const row = rows.find(({ Comune }) => Comune === name);
      return [row?.['Famiglie Residenti (calcolato)'], row?.['Famiglie raggiunte FTTH (calcolato)']];
    };
    expect(figures('Crema')).toEqual(['14577', '12806']);
    expect(figures('Offanengo')).toEqual(['2172', '824']);
    expect(figures('Bagnolo Cremasco')).toEqual(['1876', '519']);
    expect(figures('Lodi')).toEqual(['20179', '17444']);
  });

  it('place a firm only where its source states the town', () => {
    const codes = new Set(readRows('facts/municipalities.csv').map((row) => row['com_istat_code']));
    for (const firm of readRows('facts/firms.csv')) {
      expect(firm['source']).not.toBe('');
      if (firm['town'] === '') expect(firm['com_istat_code']).toBe('');
      else expect(codes).toContain(firm['com_istat_code']);
    }
  });

  it('give every threshold a source', () => {
    const thresholds = JSON.parse(readData('thresholds.json')) as Record<string, unknown> & {
      targets: { downMbps: number; technologies: string; source: string }[];
      figures: { key: string; source: string }[];
      premisesReachM: { value: number; source: string };
      plansWithinYears: { value: number; source: string };
    };
    expect(thresholds.targets.map(({ downMbps, technologies }) => [downMbps, technologies])).toEqual([
      [30, 'any'],
      [100, 'any'],
      [300, 'wired'],
      [1000, 'wired'],
    ]);
    const sourced = [
      ...thresholds.targets,
      ...thresholds.figures,
      thresholds.premisesReachM,
      thresholds.plansWithinYears,
    ];
    expect(sourced.filter(({ source }) => source.length < 10)).toEqual([]);
  });
});

type Nested = Position | Nested[];

function positionsOf(coordinates: Nested): Position[] {
  return typeof coordinates[0] === 'number'
    ? [coordinates as Position]
    : (coordinates as Nested[]).flatMap(positionsOf);
}
