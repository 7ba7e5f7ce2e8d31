import { expect, test } from 'vitest';
import type { FirmService } from '../../server/firms/contract.ts';
import type { FirmFeature } from '../../client/api.ts';
import { firmsOf, isPlaced } from '../../client/parts/firm-groups.ts';

const firm = (
  name: string,
  service: FirmService,
  nearestServedM: number | null,
  positionPrecision: 'exact' | 'municipality' | null = 'exact',
): FirmFeature => ({
  type: 'Feature',
  id: name,
  geometry: null,
  properties: {
    name,
    activity: null,
    ateco: null,
    municipalityCode: '019062',
    municipalityName: 'Offanengo',
    positionPrecision,
    employees: null,
    exportShare: null,
    pledgedMbps: null,
    source: null,
    datasetId: 1,
    datasetName: 'test',
    datasetVersion: 1,
    sourceRow: null,
    generated: false,
    service,
    servedFrom: null,
    aidClass: null,
    networks: [],
    nearestServedM,
    nearestServedAfterM: null,
    nearestSegmentM: null,
    nearestSegmentId: null,
  },
});

const firms = [
  firm('Beta', 'notServed', 120),
  firm('Alfa', 'notServed', 120),
  firm('Gamma', 'servedByHorizon', 900),
  firm('Delta', 'served', 0),
  firm('Epsilon', 'notServed', null),
  firm('Zeta', 'unknown', null, 'municipality'),
  firm('Eta', 'unknown', null, null),
];
const names = (list: FirmFeature[]) => list.map(({ id }) => id);

test('what is not served today is what the works will serve and what they leave', () => {
  expect(names(firmsOf('notServedToday', firms)).toSorted()).toEqual(
    [...names(firmsOf('notServed', firms)), ...names(firmsOf('servedByHorizon', firms))].toSorted(),
  );
});

test('the farthest from service comes first, none within reach before all, equals by name', () => {
  expect(names(firmsOf('notServedToday', firms))).toEqual(['Epsilon', 'Gamma', 'Alfa', 'Beta']);
});

test('a firm known only to its municipality, or to no place at all, is not among those with a position', () => {
  expect(names(firms.filter(isPlaced))).not.toContain('Zeta');
  expect(names(firms.filter(isPlaced))).not.toContain('Eta');
  expect(firms.filter(isPlaced)).toHaveLength(5);
});
