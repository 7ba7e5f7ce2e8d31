import { language } from '../address.ts';
import type { MunicipalityGap } from '../api.ts';
import { formatHectares } from '../format.ts';
import { gap, municipalityZones } from '../state.ts';
import { words } from '../words/words.ts';
import { GeneratedMark } from './generated-mark.tsx';
import { Waiting } from './waiting.tsx';

/** The industrial zones of the municipality, and what of each nothing serves: largest gap first. */
export function SheetZones() {
  const { sheet, zones: say } = words.value;
  return (
    <section aria-labelledby="sheet-zones">
      <h3 id="sheet-zones" tabIndex={-1}>
        {sheet.sections.zones}
      </h3>
      <Waiting for={gap.value}>
        {(gapFound) => (
          <Waiting for={municipalityZones.value}>
            {({ features }) =>
              features.length === 0 ? (
                <p class="empty">{say.none}</p>
              ) : (
                <ZoneTable
                  rows={features
                    .map(({ id, properties }) => ({ id, ...properties, ...gapsOf(id, gapFound) }))
                    .toSorted((a, b) => (b.nowM2 ?? 0) - (a.nowM2 ?? 0))}
                />
              )
            }
          </Waiting>
        )}
      </Waiting>
    </section>
  );
}

/** Gap of a zone, m2; a zone without a feature has none; null where nothing is computed yet. */
function gapsOf(zoneId: string, { features, gap: figures }: MunicipalityGap) {
  const areaM2 = (when: 'before' | 'after') =>
    features.find(({ properties }) => properties.zoneId === zoneId && properties.when === when)?.properties.gapAreaM2 ??
    (figures[when] === null ? null : 0);
  return { nowM2: areaM2('before'), afterM2: areaM2('after') };
}

type ZoneRow = {
  id: string;
  name: string | null;
  landuse: string | null;
  areaM2: number;
  generated: boolean;
  nowM2: number | null;
  afterM2: number | null;
};

function ZoneTable({ rows }: { rows: ZoneRow[] }) {
  const say = words.value.zones;
  const spoken = language.value;
  const landuse = (kind: string) => (kind === 'industrial' || kind === 'commercial' ? say[kind] : kind);
  return (
    <div class="scroll-x">
      <table class="list-table">
        <thead>
          <tr>
            <th scope="col">{say.zone}</th>
            <th scope="col">{say.area}</th>
            <th scope="col">{say.gapNow}</th>
            <th scope="col">{say.gapAfter}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((zone) => (
            <tr key={zone.id}>
              <th scope="row">
                <span>
                  {zone.name ?? say.unnamed} {zone.generated && <GeneratedMark />}
                  {zone.landuse && <span class="row-details">{landuse(zone.landuse)}</span>}
                </span>
              </th>
              <td>{formatHectares(zone.areaM2, spoken)}</td>
              <td>{formatHectares(zone.nowM2, spoken)}</td>
              <td>{formatHectares(zone.afterM2, spoken)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
