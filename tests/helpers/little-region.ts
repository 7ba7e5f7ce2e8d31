import type { DataSource } from 'typeorm';

/**
 * A region small enough to check every figure in one's head, its results written by hand: Sant'Agata (019001) and
 * Bagnolo (019002) side by side, 0.01 degrees square each, and Crema Alta (098003) apart, with nothing computed.
 * At 45.3 degrees north 0.001 degrees are 111 m northwards and 78 m eastwards.
 */
export async function fillLittleRegion(db: DataSource): Promise<void> {
  for (const statement of [...DATA, ...RESULTS]) await db.query(statement);
}

const box = (west: number, south: number, east: number, north: number) =>
  `ST_Multi(ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326))`;
const point = (lng: number, lat: number) => `ST_SetSRID(ST_MakePoint(${lng}, ${lat}), 4326)`;
const line = (west: number, south: number, east: number, north: number) =>
  `ST_Multi(ST_MakeLine(${point(west, south)}, ${point(east, north)}))`;

const FACT = `(SELECT id FROM dataset WHERE name = 'fact')`;
const GENERATED = `(SELECT id FROM dataset WHERE name = 'generated')`;

const DATA = [
  `INSERT INTO dataset (kind, name, nature, file_name, sha256)
   VALUES ('municipalities', 'fact', 'fact', '-', '-'), ('zones', 'generated', 'generated', '-', '-')`,
  `INSERT INTO municipality
     (code, name, search_name, province_code, province_name, population, centre, area_m2, geometry, dataset_id)
   VALUES
     ('019001', 'Sant''Àgata', 'sant agata', 'CR', 'Cremona', 1000, ${point(9.605, 45.305)}, 871000,
       ${box(9.6, 45.3, 9.61, 45.31)}, ${FACT}),
     ('019002', 'Bagnolo', 'bagnolo', 'CR', 'Cremona', NULL, ${point(9.615, 45.305)}, 871000,
       ${box(9.61, 45.3, 9.62, 45.31)}, ${FACT}),
     ('098003', 'Crema Alta', 'crema alta', 'LO', 'Lodi', 500, ${point(9.705, 45.305)}, 871000,
       ${box(9.7, 45.3, 9.71, 45.31)}, ${GENERATED})`,
  `INSERT INTO broadband_statistic (municipality_code, as_of, families, families_ftth, dataset_id) VALUES
     ('019001', '2022-12-31', 400, 100, ${GENERATED}), ('019001', '2023-12-31', 400, 300, ${FACT}),
     ('019002', '2023-12-31', 0, 0, ${FACT})`,
  `INSERT INTO zone (id, name, landuse, area_m2, geometry, dataset_id, source_row) VALUES
     ('z1', 'Zona Nord', 'industrial', 400, ${box(9.602, 45.302, 9.604, 45.304)}, ${GENERATED}, 1),
     ('z2', NULL, NULL, 600, ${box(9.609, 45.305, 9.611, 45.306)}, ${FACT}, 2),
     ('z3', 'Zona Est', 'commercial', 3000, ${box(9.614, 45.302, 9.616, 45.304)}, ${GENERATED}, 3)`,
  `INSERT INTO firm (id, name, search_name, municipality_code, position, position_precision, employees, export_share,
     dataset_id) VALUES
     ('f1', 'Chromavis S.p.A.', 'chromavis s p a', '019001', ${point(9.603, 45.305)}, 'exact', 60, 0.5, ${FACT}),
     ('f2', 'Cosmetica 100% d''Oro', 'cosmetica 100 d oro', '019001', ${point(9.607, 45.3055)}, 'address', 40, 0.9,
       ${GENERATED}),
     ('f3', 'Rossetti & Figli', 'rossetti figli', '019001', ${point(9.603, 45.3085)}, 'exact', NULL, NULL, ${GENERATED}),
     ('f4', 'Àncora', 'ancora', '019001', NULL, 'municipality', 10, NULL, ${FACT}),
     ('f5', 'Senza luogo', 'senza luogo', NULL, NULL, NULL, NULL, NULL, ${FACT}),
     ('f6', 'Bagnolo Pack', 'bagnolo pack', '019002', ${point(9.615, 45.305)}, 'exact', 5, 0, ${GENERATED})`,
  `INSERT INTO coverage_area (id, network, operator, technology, down_mbps, up_mbps, as_of, geometry, dataset_id) VALUES
     ('c1', 'Rete A', 'Alfa', 'FTTH', 1000, 300, '2024-01-01', ${box(9.6, 45.3, 9.605, 45.307)}, ${FACT}),
     ('c2', 'Rete B', NULL, 'FTTC', 100, NULL, NULL, ${box(9.6, 45.3, 9.605, 45.307)}, ${GENERATED})`,
  // 30 m and 60 m north of f1.
  `INSERT INTO covered_premises (id, network, technology, down_mbps, position, dataset_id) VALUES
     ('p1', 'Rete C', 'FTTH', 2500, ${point(9.603, 45.30527)}, ${FACT}),
     ('p2', 'Rete C', 'FTTH', 2500, ${point(9.603, 45.30554)}, ${FACT})`,
  // s1 passes 55 m south of f2, s2 55 m south of f3; s4 runs 78 m east of the border of Sant'Agata.
  `INSERT INTO segment (id, name, network, status, works_type, technology, down_mbps, reach_m, length_m, cost_eur,
     ready_on, geometry, dataset_id) VALUES
     ('s1', 'Dorsale', 'Rete C', 'planned', 'trench', 'FTTH', 1000, 200, 157, 9000, '2027-06-30',
       ${line(9.606, 45.305, 9.608, 45.305)}, ${FACT}),
     ('s2', NULL, NULL, 'proposed', NULL, 'FTTH', NULL, 100, 157, NULL, '2028-01-01',
       ${line(9.602, 45.308, 9.604, 45.308)}, ${GENERATED}),
     ('s3', NULL, 'Rete A', 'operational', NULL, 'FTTH', 1000, NULL, 78, NULL, '2020-01-01',
       ${line(9.615, 45.303, 9.616, 45.303)}, ${FACT}),
     ('s4', NULL, 'Rete A', 'underConstruction', NULL, 'FTTH', 1000, 100, 222, NULL, '2021-01-01',
       ${line(9.611, 45.301, 9.611, 45.303)}, ${FACT})`,
  `INSERT INTO segment_announcement VALUES
     ('s1', 1, '2024-01-01', '2027-06-30', 'sito'), ('s1', 2, '2023-01-01', '2025-12-31', 'delibera'),
     ('s4', 1, NULL, '2019-01-01', NULL), ('s4', 2, NULL, '2021-01-01', NULL)`,
  // Where s1 begins; on the border of Sant'Agata and Bagnolo; in no municipality.
  `INSERT INTO delivery_point (id, name, operator, position, dataset_id, source_row) VALUES
     ('d1', 'PCN Sant''Àgata', 'Consorzio', ${point(9.606, 45.305)}, ${GENERATED}, 1),
     ('d2', NULL, NULL, ${point(9.61, 45.308)}, ${FACT}, NULL),
     ('d3', 'PCN Altrove', NULL, ${point(9.8, 45.305)}, ${FACT}, 3)`,
  `UPDATE segment SET works = '{"trench": 0.6, "existingDuct": 0.4}', crossings = 0, terminations = 2 WHERE id = 's1'`,
  `UPDATE firm SET pledged_mbps = 1000 WHERE id = 'f2'`,
];

/** Figures with no employees stated, and every firm that is not served in a white area. */
const figures = (zone: number, gap: number, zonesWithGap: number, served: number, notServed: number, unknown = 0) =>
  `'${JSON.stringify({
    zoneAreaM2: zone,
    zoneGapM2: gap,
    zoneGapShare: gap / zone,
    zonesWithGap,
    firmsServed: served,
    firmsNotServed: notServed,
    firmsPositionUnknown: unknown,
    employees: { firmsStating: 0, firmsNotStating: served + notServed, total: 0, notServed: 0, share: null },
    exportShare: {
      firmsStating: 2,
      firmsNotStating: served + notServed - 2,
      total: 2,
      notServed: notServed / 2,
      share: notServed / 4,
    },
    aidClasses: { white: notServed, grey: served, black: 0 },
  })}'`;

const RESULTS = [
  // In Sant'Agata s1 brings service on 30 June 2027 and s2, only proposed, on 1 January 2028.
  `INSERT INTO municipality_gap VALUES
     ('019001', 1000, false, '-infinity', ${figures(1000, 600, 2, 1, 2, 1)}, '[]', '1.0', '2026-02-01T10:00:00Z'),
     ('019001', 1000, false, '2027-06-30', ${figures(1000, 200, 1, 2, 1, 1)}, '[]', '1.0', '2026-02-01T10:00:00Z'),
     ('019001', 1000, true, '-infinity', ${figures(1000, 600, 2, 1, 2, 1)}, '[]', '1.0', '2026-02-01T10:00:00Z'),
     ('019001', 1000, true, '2027-06-30', ${figures(1000, 200, 1, 2, 1, 1)}, '[]', '1.0', '2026-02-01T10:00:00Z'),
     ('019001', 1000, true, '2028-01-01', ${figures(1000, 0, 0, 3, 0, 1)}, '[]', '1.0', '2026-02-01T10:00:00Z'),
     ('019002', 1000, false, '-infinity', ${figures(3000, 0, 0, 2, 0)},
       '[{"zoneId": "z9", "culprits": ["c9"], "reason": "crossed"}]', '1.0', '2026-01-01T10:00:00Z')`,
  `INSERT INTO zone_gap VALUES
     ('019001', 'z1', 1000, false, '-infinity', 400, 400, ${box(9.602, 45.302, 9.604, 45.304)}),
     ('019001', 'z1', 1000, false, '2027-06-30', 400, 200, ${box(9.602, 45.302, 9.603, 45.304)}),
     ('019001', 'z1', 1000, true, '-infinity', 400, 400, ${box(9.602, 45.302, 9.604, 45.304)}),
     ('019001', 'z1', 1000, true, '2027-06-30', 400, 200, ${box(9.602, 45.302, 9.603, 45.304)}),
     ('019001', 'z1', 1000, true, '2028-01-01', 400, 0, NULL),
     ('019001', 'z2', 1000, false, '-infinity', 600, 200, ${box(9.609, 45.305, 9.61, 45.3053)}),
     ('019001', 'z2', 1000, false, '2027-06-30', 600, 0, NULL),
     ('019001', 'z2', 1000, true, '-infinity', 600, 200, ${box(9.609, 45.305, 9.61, 45.3053)}),
     ('019001', 'z2', 1000, true, '2027-06-30', 600, 0, NULL),
     ('019002', 'z3', 1000, false, '-infinity', 3000, 0, NULL)`,
  `INSERT INTO firm_service VALUES
     ('f1', '019001', 1000, false, '-infinity', true, '{Rete A}', '{}', 0, 235.5, 's1'),
     ('f1', '019001', 1000, true, '-infinity', true, '{Rete A}', '{}', 0, 235.5, 's1'),
     ('f1', '019001', 100, false, '-infinity', true, '{Rete A,Rete B}', '{}', 0, 235.5, 's1'),
     ('f2', '019001', 1000, false, '-infinity', false, '{}', '{}', 157, 55.6, 's1'),
     ('f2', '019001', 1000, false, '2027-06-30', true, '{Rete C}', '{s1}', 0, 55.6, 's1'),
     ('f2', '019001', 1000, true, '-infinity', false, '{}', '{}', 157, 55.6, 's1'),
     ('f2', '019001', 1000, true, '2027-06-30', true, '{Rete C}', '{s1}', 0, 55.6, 's1'),
     ('f3', '019001', 1000, false, '-infinity', false, '{}', '{}', 166.7, 452, 's1'),
     ('f3', '019001', 1000, true, '-infinity', false, '{}', '{}', 166.7, 55.6, 's2'),
     ('f3', '019001', 1000, true, '2028-01-01', true, '{}', '{s2}', 0, 55.6, 's2'),
     ('f6', '019002', 1000, false, '-infinity', true, '{Rete A,Rete B}', '{}', 0, NULL, NULL)`,
  // Whatever was written made them all stale; of these results Bagnolo's alone wait for new ones.
  `DELETE FROM stale_municipality WHERE municipality_code <> '019002'`,
];
