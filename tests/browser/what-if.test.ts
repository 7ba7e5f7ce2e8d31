import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { MunicipalitySheet, SegmentFeature, SegmentList } from '../../client/api.ts';
import { formatHectares } from '../../client/format.ts';
import { it } from '../../client/words/it.ts';
import { itWhatIf } from '../../client/words/it-what-if.ts';
import { drawnFigures, watch } from '../../scripts/bench/what-if-watch.ts';
import { seriousViolations } from '../helpers/axe.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { settle } from '../helpers/visit.ts';

const OFFANENGO = '019062';
const QUESTION = 'target=1000&horizon=2028-12-31';
const SHEET = `/?${QUESTION}&municipality=${OFFANENGO}`;
const KEY = 'key-of-the-tests-only';

const demo = browseDemo();

const sheet = () => demo.server.read<MunicipalitySheet>(`/municipalities/${OFFANENGO}?${QUESTION}`);
const segments = () => demo.server.read<SegmentList>(`/segments?municipality=${OFFANENGO}`);

/** The segment that serves most: moved away it leaves a gap. */
async function countingSegment(): Promise<SegmentFeature> {
  const { features } = await segments();
  return features.find(
    ({ properties: { status, readyOn, downMbps } }) =>
      status === 'planned' && readyOn !== null && readyOn <= '2028-12-31' && (downMbps ?? 0) >= 1000,
  )!;
}

const bar = (page: Page) => page.getByRole('region', { name: itWhatIf.label });
const numbers = async (page: Page) => ({
  asked: Number(await bar(page).getAttribute('data-asked')),
  answered: Number(await bar(page).getAttribute('data-answered')),
});
const caughtUp = async (page: Page) => {
  await expect
    .poll(
      async () => {
        const { asked, answered } = await numbers(page);
        return asked - answered;
      },
      { timeout: 15_000 },
    )
    .toBe(0);
};

async function start(page: Page): Promise<SegmentFeature> {
  const segment = await countingSegment();
  const name = `${itWhatIf.start} ${segment.properties.name ?? it.segments.unnamed}`;
  await page.getByRole('button', { name }).first().click();
  await bar(page).getByRole('table').waitFor();
  await settle(page);
  await caughtUp(page);
  return segment;
}

/** Drags the whole segment by so many pixels, in steps; `drop` false keeps it in the hand. */
async function drag(page: Page, east: number, north: number, drop = true): Promise<void> {
  const grip = (await page.getByRole('button', { name: itWhatIf.grips.whole }).boundingBox())!;
  const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 12; step++) await page.mouse.move(x + (east * step) / 12, y - (north * step) / 12);
  if (drop) await page.mouse.up();
  await caughtUp(page);
}

const figuresOf = (page: Page) => page.getByRole('region', { name: it.sheet.figures });
/** What the third column says of the zones without service. */
const tried = async (page: Page) =>
  figuresOf(page).getByRole('row', { name: it.sheet.rows.zoneGap }).getByRole('cell').nth(2).innerText();

test('dragging changes the figures, asks the server nothing, and is undone, redone and discarded', async () => {
  const page = await demo.arrive(SHEET);
  await start(page);
  const { gap } = await sheet();
  expect(await tried(page)).toContain(formatHectares(gap.after!.zoneGapM2, 'it'));
  expect(await tried(page)).toContain(itWhatIf.same);

  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await drag(page, 0, 90);
  expect(requests.filter((url) => !url.includes('/status'))).toEqual([]);
  const moved = await tried(page);
  expect(moved).toMatch(/[−+]/);
  await page.getByRole('button', { name: itWhatIf.undo }).click();
  await caughtUp(page);
  expect(await tried(page)).toContain(itWhatIf.same);
  await page.getByRole('button', { name: itWhatIf.redo }).click();
  await caughtUp(page);
  expect(await tried(page)).toBe(moved);
  await page.keyboard.press('Control+z');
  await caughtUp(page);
  expect(await tried(page)).toContain(itWhatIf.same);

  await page.getByRole('button', { name: itWhatIf.discard }).click();
  await bar(page).waitFor({ state: 'detached' });
  expect(await figuresOf(page).getByRole('columnheader').count()).toBe(2);
});

test('Escape lets go of what is in the hand, and asks before a trial is lost', async () => {
  const page = await demo.arrive(SHEET);
  await start(page);
  await drag(page, 0, 90, false);
  expect(await tried(page)).toMatch(/[−+]/);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await caughtUp(page);
  expect(await tried(page)).toContain(itWhatIf.same);

  await drag(page, 0, 90);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void (asked.length === 1 ? dialog.dismiss() : dialog.accept());
  });
  await page.keyboard.press('Escape');
  expect(await tried(page)).toMatch(/[−+]/);
  await page.keyboard.press('Escape');
  await bar(page).waitFor({ state: 'detached' });
  expect(asked).toEqual([itWhatIf.confirmDiscard, itWhatIf.confirmDiscard]);
});

test('the keyboard moves the segment, makes a corner and takes it away', async () => {
  const page = await demo.arrive(SHEET);
  await start(page);
  await page.getByRole('button', { name: itWhatIf.grips.whole }).focus();
  for (let press = 0; press < 12; press++) await page.keyboard.press('ArrowUp');
  await caughtUp(page);
  expect(await tried(page)).toMatch(/[−+]/);
  // Presses that follow one another are undone together.
  await page.keyboard.press('Control+z');
  await caughtUp(page);
  expect(await tried(page)).toContain(itWhatIf.same);

  const corners = page.getByRole('button', { name: /^Vertice/ });
  const before = await corners.count();
  await page
    .getByRole('button', { name: /^Aggiungi un vertice/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  expect(await corners.count()).toBe(before + 1);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Vertice/);
  await page.keyboard.press('Delete');
  expect(await corners.count()).toBe(before);
});

test('target and horizon are answered at once, without waiting for the server', async () => {
  const page = await demo.arrive(SHEET);
  await start(page);
  // No answer of the server comes any more.
  await page.route('**/api/**', () => {});
  await page.getByLabel(it.question.target, { exact: true }).selectOption('100');
  await caughtUp(page);
  const at100 = await demo.server.read<MunicipalitySheet>(`/municipalities/${OFFANENGO}?target=100&horizon=2028-12-31`);
  expect(await tried(page)).toContain(formatHectares(at100.gap.after!.zoneGapM2, 'it'));
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('the day, the reach and the status can be tried as well', async () => {
  const page = await demo.arrive(SHEET);
  await start(page);
  await page.getByText(itWhatIf.attributes).click();
  await page.getByLabel(itWhatIf.reachM).fill('2000');
  await caughtUp(page);
  expect(await tried(page)).toContain('−');
  await bar(page).getByRole('combobox', { name: itWhatIf.status }).selectOption('decommissioned');
  await caughtUp(page);
  expect(await tried(page)).toContain('+');
  await page.getByText(itWhatIf.doesNotCount).waitFor();
});

test('without a connection figures go on following, and what cannot be saved is kept', async () => {
  const page = await demo.arrive(SHEET, { expected: /net::ERR_/ });
  await start(page);
  const comeBack = await demo.server.goAway();
  await drag(page, 0, 90);
  expect(await tried(page)).toMatch(/[−+]/);
  await page.getByRole('button', { name: itWhatIf.save, exact: true }).click();
  await page.getByLabel(itWhatIf.key).fill(KEY);
  await page.getByRole('button', { name: itWhatIf.saveWithKey }).click();
  await page.getByRole('alert').filter({ hasText: itWhatIf.noConnection }).waitFor();
  expect(await tried(page)).toMatch(/[−+]/);
  await comeBack();
});

test('on a phone the segment is dragged under its figures, and nothing is wider than the screen', async () => {
  const page = await demo.arrive(`${SHEET}&pane=sheet`, { width: 390, hasTouch: true });
  await start(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const difference = bar(page).getByRole('row', { name: itWhatIf.zoneGap });
  expect(await difference.innerText()).toContain(itWhatIf.same);
  await drag(page, 0, 60);
  expect(await difference.innerText()).toMatch(/[−+]/);
});

test.each([1280, 390])('axe finds nothing serious while something is tried, at %s px', async (width) => {
  const page = await demo.arrive(SHEET, { width });
  if (width < 768) await page.getByRole('button', { name: it.panes.sheet }).click();
  await start(page);
  await page.getByText(itWhatIf.attributes).click();
  expect(await seriousViolations(page)).toEqual([]);
});

// Those that change the data come last.

test('what is saved with the key has the figures of the trial, to the digit, in every municipality', async () => {
  const page = await demo.arrive('about:blank', { expected: /status of 403/ });
  await page.addInitScript(watch);
  await page.goto(demo.server.address + SHEET);
  const segment = await start(page);
  await drag(page, 40, 90);
  await page.getByRole('button', { name: itWhatIf.save, exact: true }).click();
  await page.getByLabel(itWhatIf.key).fill('wrong');
  await page.getByRole('button', { name: itWhatIf.saveWithKey }).click();
  await page.getByRole('alert').filter({ hasText: itWhatIf.failed.saving }).waitFor();
  expect(await tried(page)).toMatch(/[−+]/);
  const [shown] = (await tried(page)).split('\n');
  const promised = await page.evaluate(drawnFigures);

  await page.getByRole('button', { name: itWhatIf.save, exact: true }).click();
  await page.getByLabel(itWhatIf.key).fill(KEY);
  await page.getByRole('button', { name: itWhatIf.saveWithKey }).click();
  await bar(page).waitFor({ state: 'detached' });
  expect(promised.map(({ code }) => code)).toContain(OFFANENGO);
  for (const { code, changed } of promised) {
    const stored = () => demo.server.read<MunicipalitySheet>(`/municipalities/${code}?${QUESTION}`);
    await expect.poll(async () => (await stored()).gap.state, { timeout: 15_000 }).toBe('current');
    expect((await stored()).gap.after).toEqual(changed);
  }
  const saved = await demo.server.read<SegmentFeature>(`/segments/${encodeURIComponent(segment.id)}`);
  expect(saved.properties.editedBy).toBe('administrator');
  expect(saved.geometry).not.toEqual(segment.geometry);
  const cell = figuresOf(page).getByRole('row', { name: it.sheet.rows.zoneGap }).getByRole('cell').nth(1);
  await expect.poll(() => cell.innerText(), { timeout: 15_000 }).toBe(shown);
  expect(page.url()).not.toContain(KEY);
});

test('who was overtaken by another learns so, and can start anew', async () => {
  const page = await demo.arrive(SHEET, { expected: /status of 409/ });
  const segment = await start(page);
  await drag(page, 0, 60);
  const { version } = (await demo.server.read<SegmentFeature>(`/segments/${encodeURIComponent(segment.id)}`))
    .properties;
  const other = await demo.server.fetch(`/api/v1/segments/${encodeURIComponent(segment.id)}`, {
    method: 'PATCH',
    body: JSON.stringify({ version, reachM: 150 }),
    headers: { 'content-type': 'application/json', ...demo.server.administrator },
  });
  expect(other.status).toBe(200);
  await page.getByRole('button', { name: itWhatIf.save, exact: true }).click();
  await page.getByLabel(itWhatIf.key).fill(KEY);
  await page.getByRole('button', { name: itWhatIf.saveWithKey }).click();
  await page.getByRole('button', { name: itWhatIf.startAgain }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByText(itWhatIf.attributes).click();
  await expect.poll(() => page.getByLabel(itWhatIf.reachM).inputValue(), { timeout: 15_000 }).toBe('150');
});
