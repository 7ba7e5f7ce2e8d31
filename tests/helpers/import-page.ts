import type { Page } from 'playwright-core';
import { itImports } from '../../client/words/it-imports.ts';
import { writeShapefile } from './write-shapefile.ts';
import { writeZip } from './write-zip.ts';

// What the tests of the page of data do with it.

const KEY = 'key-of-the-tests-only';

export interface Sent {
  name: string;
  content: Buffer;
}

/** Drags files from outside the page onto the place where they come in. */
export async function dropFiles(page: Page, files: readonly Sent[]): Promise<void> {
  const listed = files.map(({ name, content }) => ({ name, base64: content.toString('base64') }));
  const transfer = await page.evaluateHandle((sent) => {
    const data = new DataTransfer();
    for (const { name, base64 } of sent) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0)!);
      data.items.add(new File([bytes], name));
    }
    return data;
  }, listed);
  const zone = page.locator('.drop-zone');
  await zone.dispatchEvent('dragover', { dataTransfer: transfer });
  await zone.dispatchEvent('drop', { dataTransfer: transfer });
}

export async function giveKey(page: Page, key = KEY): Promise<void> {
  const dialog = page.getByRole('dialog', { name: itImports.key.label });
  await dialog.locator('input').fill(key);
  await dialog.getByRole('button', { name: itImports.key.go }).click();
}

export const stepOf = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true });

/** A square of 200 m in UTM 32N, near Offanengo. */
const square = (east: number, north: number): GeoJSON.Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [east, north],
      [east, north + 200],
      [east + 200, north + 200],
      [east + 200, north],
      [east, north],
    ],
  ],
});

/** Zones in metres without a .prj; the name that people know is in a column that nobody would guess. */
export function zonesShapefile(count: number, { faulty = false, column = 'descr' } = {}): Sent {
  const features = Array.from({ length: count }, (_, index) => ({
    geometry: square(557_000 + index * 300, 5_025_000),
    values: [`z${index + 1}`, `sigla ${index + 1}`, `Area ${index + 1}`, 'industrial'],
  }));
  const without = { geometry: null, values: ['z99', 'sigla 99', 'Senza luogo', 'industrial'] };
  const fields = ['id', 'nome', column, 'landuse'].map((name) => ({ name, type: 'C' as const, length: 20 }));
  const files = writeShapefile(fields, faulty ? [...features, without] : features);
  const entries = Object.entries(files).map(([name, content]) => ({ name, content }));
  return { name: 'Zone di Offanengo.zip', content: writeZip(entries) };
}
