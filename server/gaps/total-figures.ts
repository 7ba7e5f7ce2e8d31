/**
 * SQL that adds up the figures of many municipalities: areas and counts are summed, shares follow from the sums.
 * Sums are exact (numeric), so that no order of rows shows in the last digit.
 *
 * @param column a jsonb column of Figures; rows where it is null are left out
 * @returns an aggregate as JSON of Figures; null where every row is
 */
export function totalFigures(column: string): string {
  const sum = (...path: string[]) => `sum((${column}#>>'{${path.join(',')}}')::numeric)`;
  const count = (...path: string[]) => `${sum(...path)}::integer`;
  const share = (part: string, whole: string) => `(${part} / nullif(${whole}, 0))::double precision`;
  const weighted = (name: string) => `json_build_object(
    'firmsStating', ${count(name, 'firmsStating')},
    'firmsNotStating', ${count(name, 'firmsNotStating')},
    'total', ${sum(name, 'total')}::double precision,
    'notServed', ${sum(name, 'notServed')}::double precision,
    'share', ${share(sum(name, 'notServed'), sum(name, 'total'))})`;
  return `CASE WHEN count(${column}) > 0 THEN json_build_object(
    'zoneAreaM2', ${sum('zoneAreaM2')}::double precision,
    'zoneGapM2', ${sum('zoneGapM2')}::double precision,
    'zoneGapShare', ${share(sum('zoneGapM2'), sum('zoneAreaM2'))},
    'zonesWithGap', ${count('zonesWithGap')},
    'firmsServed', ${count('firmsServed')},
    'firmsNotServed', ${count('firmsNotServed')},
    'firmsPositionUnknown', ${count('firmsPositionUnknown')},
    'employees', ${weighted('employees')},
    'exportShare', ${weighted('exportShare')},
    'aidClasses', json_build_object(
      'white', ${count('aidClasses', 'white')},
      'grey', ${count('aidClasses', 'grey')},
      'black', ${count('aidClasses', 'black')})) END`;
}
