import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FirmList, MunicipalitySheet, SegmentFeature, SegmentList } from '../../client/api.ts';
import { itDrawing } from '../../client/words/it-drawing.ts';
import { itMap } from '../../client/words/it-map.ts';
import { itWhatIf } from '../../client/words/it-what-if.ts';
import { seriousViolations } from '../helpers/axe.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { settle } from '../helpers/visit.ts';
import { bar, caughtUp, sendWithKey } from '../helpers/what-if-bar.ts';

type Place = [lng: number, lat: number];

const OFFANENGO = '019062';
const QUESTION = 'target=1000&horizon=2028-12-31';
const KEY = 'key-of-the-tests-only';
const ZOOM = 16;

const demo = browseDemo();

const sheet = () => demo.server.read<MunicipalitySheet>(`/municipalities/${OFFANENGO}?${QUESTION}`);
const segments = async () => (await demo.server.read<SegmentList>(`/segments?municipality=${OFFANENGO}`)).features;

let placesUnserved: Place[] | undefined;

/** Where a firm lies that no planned segment serves either before anybody draws here, the first of them or the last. */
async function unservedFirm(which: 'first' | 'last' = 'first'): Promise<Place> {
  if (placesUnserved === undefined) {
    const { features } = await demo.server.read<FirmList>(`/firms?municipality=${OFFANENGO}&${QUESTION}&limit=1000`);
    placesUnserved = features.flatMap(({ geometry, properties: { service } }) =>
      geometry !== null && service === 'notServed' ? [geometry.coordinates] : [],
    );
    expect(placesUnserved.length).toBeGreaterThan(1);
  }
  return placesUnserved.at(which === 'first' ? 0 : -1)!;
}

/** Opens the sheet, and once the map has its size looks at a place. */
async function arriveAt(place: Place, width: number, options = {}): Promise<Page> {
  const page = await demo.arrive(`/?${QUESTION}&municipality=${OFFANENGO}`, { width, ...options });
  await settle(page);
  await lookAt(page, place);
  return page;
}

async function lookAt(page: Page, [lng, lat]: Place): Promise<void> {
  await page.evaluate((view) => {
    const address = new URL(location.href);
    address.searchParams.set('view', view);
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, `${lat},${lng},${ZOOM}`);
  await settle(page);
}

/** Where a place lies on the screen, by the view that the address says. */
async function pixelOf(page: Page, [lng, lat]: Place): Promise<{ x: number; y: number }> {
  const [atLat, atLng, zoom] = new URL(page.url()).searchParams.get('view')!.split(',').map(Number) as [
    number,
    number,
    number,
  ];
  const size = 256 * 2 ** zoom;
  const north = (degrees: number) => Math.asinh(Math.tan((degrees * Math.PI) / 180)) / (2 * Math.PI);
  const map = (await page.locator('.map-canvas').boundingBox())!;
  return {
    x: map.x + map.width / 2 + ((lng - atLng) / 360) * size,
    y: map.y + map.height / 2 - (north(lat) - north(atLat)) * size,
  };
}

const drawBar = (page: Page) => page.getByRole('region', { name: itDrawing.label });
const points = (page: Page) => drawBar(page).getAttribute('data-points');
const startDrawing = async (page: Page) => {
  await page.getByRole('button', { name: itMap.draw }).click();
  await drawBar(page).waitFor();
  await settle(page);
};
const difference = (page: Page) => bar(page).getByRole('row', { name: itWhatIf.firmsNotServed }).innerText();
const figures = (page: Page) => bar(page).getByRole('table').innerText();
const grip = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();

async function dragGrip(page: Page, name: string, to: { x: number; y: number }): Promise<void> {
  const box = (await grip(page, name).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 10; step++)
    await page.mouse.move(x + ((to.x - x) * step) / 10, y + ((to.y - y) * step) / 10);
  await page.mouse.up();
  await caughtUp(page);
}

/** The same with a finger. */
async function dragGripByTouch(page: Page, name: string, to: { x: number; y: number }): Promise<void> {
  const box = (await grip(page, name).boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const cdp = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [{ x, y }]);
  for (let step = 1; step <= 10; step++)
    await touch('touchMove', [{ x: x + ((to.x - x) * step) / 10, y: y + ((to.y - y) * step) / 10 }]);
  await touch('touchEnd', []);
  await caughtUp(page);
}

test.each([
  ['a mouse', 1280, false],
  ['a finger', 390, true],
])('a planner draws a segment with %s at %s px and drags it, and its figures follow', async (_by, width, hasTouch) => {
  // Where nobody has drawn before.
  const firm = await unservedFirm(hasTouch ? 'last' : 'first');
  const page = await arriveAt(firm, width, { hasTouch });
  const before = await segments();
  const { x, y } = await pixelOf(page, firm);
  const press = (east: number, north: number) =>
    hasTouch ? page.touchscreen.tap(x + east, y - north) : page.mouse.click(x + east, y - north);

  await startDrawing(page);
  await press(-110, -30);
  await press(-20, 30);
  await expect.poll(() => points(page)).toBe('2');
  await press(90, 10);
  await expect.poll(() => points(page)).toBe('3');
  if (hasTouch) await drawBar(page).getByRole('button', { name: itDrawing.finish }).tap();
  else await page.mouse.dblclick(x + 90, y - 10);
  await bar(page).getByRole('table').waitFor();
  await drawBar(page).waitFor({ state: 'detached' });
  await settle(page);
  await caughtUp(page);
  await expect.poll(() => difference(page)).toContain('−');
  expect(await page.getByRole('button', { name: /^Vertice/ }).count()).toBe(3);

  // Dragged away it serves the firm no more; that is undone.
  const drawn = await figures(page);
  const away = { x: x + 20, y: y + 200 };
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await (hasTouch ? dragGripByTouch : dragGrip)(page, itWhatIf.grips.whole, away);
  expect(await figures(page)).not.toBe(drawn);
  expect(asked.filter((url) => !url.includes('/status'))).toEqual([]);
  await bar(page).getByRole('button', { name: itWhatIf.undo }).click();
  await caughtUp(page);
  expect(await figures(page)).toBe(drawn);

  await bar(page).getByText(itWhatIf.attributes).click();
  await bar(page).getByLabel(itWhatIf.name).fill(`Via Milano ${width}`);
  await bar(page).getByLabel(itWhatIf.costEur).fill('12000');
  await caughtUp(page);
  await sendWithKey(page, itWhatIf.save, KEY);
  await bar(page).waitFor({ state: 'detached' });
  const saved = (await segments()).filter(({ id }) => !before.some((one) => one.id === id));
  expect(saved).toMatchObject([
    { properties: { name: `Via Milano ${width}`, costEur: 12_000, status: 'planned', editedBy: 'administrator' } },
  ]);

  await page.reload();
  await settle(page);
  // It lies where it was drawn: a press there takes it up.
  const start = saved[0]!.geometry.coordinates[0]![0]!;
  await lookAt(page, start);
  const at = await pixelOf(page, start);
  await (hasTouch ? page.touchscreen.tap(at.x + 1, at.y) : page.mouse.click(at.x + 1, at.y));
  await bar(page).getByText(`Via Milano ${width}`).waitFor({ state: 'attached' });
});

test('near the end of a segment a point is that end, when drawn and when dragged', async () => {
  const [existing] = await segments();
  const end = existing!.geometry.coordinates[0]![0]!;
  const page = await arriveAt(end, 1280);
  const { x, y } = await pixelOf(page, end);
  const draw = async (...places: { x: number; y: number }[]) => {
    await startDrawing(page);
    for (const place of places) await page.mouse.click(place.x, place.y);
    await page.keyboard.press('Enter');
    await bar(page).getByRole('table').waitFor();
    await settle(page);
  };
  /** The line that is sent to be saved. */
  const lineSent = async (save: () => Promise<void>) => {
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await save();
    const { geometry } = (await sent).postDataJSON() as SegmentFeature;
    await bar(page).waitFor({ state: 'detached' });
    return geometry.coordinates[0]!;
  };
  await draw({ x: x + 6, y: y - 5 }, { x: x + 120, y: y + 140 });
  const drawn = await lineSent(() => sendWithKey(page, itWhatIf.save, KEY));
  expect(drawn[0]).toEqual(end);
  expect(drawn[1]).not.toEqual(end);

  await draw({ x: x - 150, y: y + 60 }, { x: x - 60, y: y + 140 });
  await dragGrip(page, itWhatIf.grips.corner(2), { x: x - 7, y: y + 4 });
  const dragged = await lineSent(() => bar(page).getByRole('button', { name: itWhatIf.save, exact: true }).click());
  expect(dragged[1]).toEqual(end);
});

test('the keyboard alone draws: a line in the middle, with handles; points are taken back and all is cancelled', async () => {
  const firm = await unservedFirm();
  const page = await arriveAt(firm, 1280);
  await settle(page);
  await page.getByRole('button', { name: itMap.draw }).focus();
  await page.keyboard.press('Enter');
  await drawBar(page).waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  const { x, y } = await pixelOf(page, firm);
  await page.mouse.click(x - 100, y + 40);
  await page.mouse.click(x + 100, y + 60);
  await expect.poll(() => points(page)).toBe('2');
  await page.keyboard.press('Backspace');
  await expect.poll(() => points(page)).toBe('1');
  // One point is no line.
  await page.keyboard.press('Enter');
  await expect.poll(() => points(page)).toBe('1');
  await page.keyboard.press('Backspace');
  await expect.poll(() => points(page)).toBe('0');
  await page.keyboard.press('Escape');
  await drawBar(page).waitFor({ state: 'detached' });
  expect(await bar(page).count()).toBe(0);

  await startDrawing(page);
  await page.keyboard.press('Enter');
  await bar(page).getByRole('table').waitFor();
  await caughtUp(page);
  await grip(page, itWhatIf.grips.whole).focus();
  await page.keyboard.press('ArrowUp');
  await caughtUp(page);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.keyboard.press('Escape');
  await bar(page).waitFor({ state: 'detached' });
});

test('split at a handle a segment is two, which serve what it served; the drawn one is deleted', async () => {
  const before = await segments();
  const whole = before.find(
    ({ geometry: { coordinates }, id, properties: { status, readyOn, downMbps } }) =>
      !id.startsWith('drawn:') &&
      coordinates[0]!.length > 2 &&
      status === 'planned' &&
      readyOn !== null &&
      readyOn <= '2028-12-31' &&
      (downMbps ?? 0) >= 1000,
  )!;
  const planned = (await sheet()).gap;
  const page = await demo.arrive(`/?${QUESTION}&municipality=${OFFANENGO}`);
  await page.getByRole('button', { name: `${itWhatIf.start} ${whole.properties.name}`, exact: true }).click();
  await bar(page).getByRole('table').waitFor();
  await settle(page);
  const split = bar(page).getByRole('button', { name: itWhatIf.split });
  expect(await split.isDisabled()).toBe(true);
  await grip(page, itWhatIf.grips.corner(2)).focus();
  await sendWithKey(page, itWhatIf.split, KEY);
  await bar(page).getByText(`${whole.properties.name} (2)`, { exact: true }).waitFor();
  await settle(page);

  const after = await segments();
  const added = after.filter(({ id }) => !before.some((one) => one.id === id));
  const kept = after.find(({ id }) => id === whole.id)!;
  expect(added.length).toBe(1);
  expect(kept.geometry.coordinates[0]).toEqual(whole.geometry.coordinates[0]!.slice(0, 2));
  expect(added[0]!.geometry.coordinates[0]).toEqual(whole.geometry.coordinates[0]!.slice(1));
  await expect.poll(async () => (await sheet()).gap.state, { timeout: 15_000 }).toBe('current');
  const { zoneGapM2, ...counted } = (await sheet()).gap.after!;
  expect(counted).toMatchObject({
    firmsNotServed: planned.after!.firmsNotServed,
    firmsServed: planned.after!.firmsServed,
  });
  expect(Math.abs(zoneGapM2 - planned.after!.zoneGapM2)).toBeLessThan(5);

  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.accept();
  });
  // The key is known by now.
  await bar(page).getByRole('button', { name: itWhatIf.remove }).click();
  await bar(page).waitFor({ state: 'detached' });
  expect(asked).toEqual([itWhatIf.confirmRemove]);
  await settle(page);
  expect((await segments()).map(({ id }) => id)).not.toContain(added[0]!.id);
});

test.each([1280, 390])('axe finds nothing serious while a drawn segment is tried, at %s px', async (width) => {
  const page = await arriveAt(await unservedFirm(), width);
  await settle(page);
  await startDrawing(page);
  await drawBar(page).getByRole('button', { name: itDrawing.inTheMiddle }).click();
  await bar(page).getByRole('table').waitFor();
  await bar(page).getByText(itWhatIf.attributes).click();
  expect(await seriousViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});
