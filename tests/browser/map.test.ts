import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { MunicipalitySheet } from '../../client/api.ts';
import { it } from '../../client/words/it.ts';
import { itMap } from '../../client/words/it-map.ts';
import type { listDeliveryPoints } from '../../server/delivery-points/contract.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { plainText } from '../helpers/figures.ts';
import { backgroundPixels } from '../helpers/map-colour.ts';
import { settle } from '../helpers/visit.ts';

type DeliveryPointList = z.infer<typeof listDeliveryPoints.answer>;

const OFFANENGO = '019062';
const QUESTION = 'target=1000&horizon=2028-12-31';

const demo = browseDemo();

/** The view with a municipality's middle in the middle. */
async function viewOf(code: string, zoom: number): Promise<string> {
  const { centre } = await demo.server.read<MunicipalitySheet>(`/municipalities/${code}?${QUESTION}`);
  return `view=${centre[1]},${centre[0]},${zoom}`;
}

async function middleOf(page: Page): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await page.locator('[data-map-ready="true"]').boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

/** Notes the addresses of the tiles that a page asks for. */
function noteTiles(page: Page): { asked: string[]; failed: string[] } {
  const [asked, failed]: [string[], string[]] = [[], []];
  const isTile = (url: string) => url.includes('/api/v1/tiles/');
  page.on('request', (request) => isTile(request.url()) && asked.push(request.url()));
  page.on('requestfailed', (request) => isTile(request.url()) && failed.push(request.url()));
  return { asked, failed };
}

test('a municipality says its figures to who points at it, and opens to who clicks', async () => {
  const page = await demo.arrive(`/?${QUESTION}&layers=gap&${await viewOf(OFFANENGO, 11)}`);
  const { x, y } = await middleOf(page);
  await page.mouse.move(x, y);
  const { gap } = await demo.server.read<MunicipalitySheet>(`/municipalities/${OFFANENGO}?${QUESTION}`);
  const { firmsServed, firmsNotServed } = gap.before!;
  const tooltip = page.locator('.map-tooltip');
  await tooltip.waitFor();
  expect(plainText(await tooltip.innerText())).toContain('Offanengo');
  expect(await tooltip.innerText()).toContain(`${firmsNotServed} aziende su ${firmsServed + firmsNotServed}`);
  await page.mouse.click(x, y);
  await page.getByRole('heading', { level: 2, name: 'Offanengo' }).waitFor();
});

test('a firm on the map opens its card', async () => {
  const firm = await demo.server.read<{ name: string; position: { coordinates: number[] } }>(
    `/firms/demo:019062-F21?${QUESTION}`,
  );
  const [lng, lat] = firm.position.coordinates;
  const page = await demo.arrive(`/?${QUESTION}&layers=gap,firms&view=${lat},${lng},18`);
  const { x, y } = await middleOf(page);
  await settle(page);
  // The legend may have taken some of the height meanwhile: the firm is near the middle.
  let below = 0;
  const pointAndRead = async () => {
    below = (below + 4) % 28;
    await page.mouse.move(x, y + below);
    return page.locator('.map-tooltip').innerText();
  };
  await expect.poll(pointAndRead).toContain(firm.name);
  await page.mouse.click(x, y + below);
  await page.getByRole('heading', { level: 2, name: firm.name }).waitFor();
});

test('a delivery point says its name and who runs it; its switch takes it away', async () => {
  const { features } = await demo.server.read<DeliveryPointList>('/delivery-points?municipality=019035');
  const { geometry, properties } = features[0]!;
  const [lng, lat] = geometry.coordinates;
  const page = await demo.arrive(`/?${QUESTION}&layers=gap,deliveryPoints&view=${lat},${lng},15`);
  await page.locator('[data-map-ready="true"]').waitFor();
  await settle(page);
  const { x, y } = await middleOf(page);
  // The legend may have taken some of the height meanwhile: the point is near the middle.
  let below = 0;
  const point = async () => {
    await page.mouse.move(x, y + below);
    return page.locator('.map-tooltip').innerText();
  };
  const pointFartherDown = () => {
    below = (below + 4) % 60;
    return point();
  };
  await expect.poll(pointFartherDown).toContain(properties.name);
  expect((await point()).split('\n')).toEqual([
    properties.name,
    itMap.deliveryPoint,
    itMap.tip.operator(properties.operator!),
    it.generated.mark,
  ]);
  await page.getByRole('button', { name: itMap.legendToggle }).click();
  const sign = page.getByRole('region', { name: itMap.legend }).getByText(itMap.deliveryPoint);
  await sign.waitFor();
  await page.getByRole('checkbox', { name: itMap.layer.deliveryPoints }).uncheck();
  await page.getByRole('button', { name: itMap.legendToggle }).click();
  await settle(page);
  expect(await sign.count()).toBe(0);
  await page.mouse.move(x, y);
  expect(await point()).not.toContain(properties.name);
});

test('another question recolours the municipalities and asks for none of their shapes', async () => {
  const page = await demo.arrive(`/?${QUESTION}&${await viewOf(OFFANENGO, 12)}`);
  await page.locator('[data-map-ready="true"]').waitFor();
  await settle(page);
  const { asked } = noteTiles(page);
  await page.getByLabel(it.question.target, { exact: true }).selectOption('30');
  await expect.poll(() => asked.some((url) => url.includes('/tiles/gaps/') && url.includes('target=30'))).toBe(true);
  await settle(page);
  expect(asked.filter((url) => url.includes('/tiles/municipalities/'))).toEqual([]);
  expect(asked.some((url) => url.includes('/tiles/firms/'))).toBe(true);
});

test('whatever is dragged and zoomed meanwhile, each tile that was asked for is answered', async () => {
  const page = await demo.arrive(`/?${QUESTION}&${await viewOf(OFFANENGO, 11.5)}`);
  const { asked, failed } = noteTiles(page);
  await page.locator('[data-map-ready="true"]').waitFor();
  const { x, y } = await middleOf(page);
  for (const [right, down, wheel] of [
    [-150, 60, -240],
    [120, -40, 240],
    [60, 90, -120],
  ] as const) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + right, y + down, { steps: 8 });
    await page.mouse.up();
    await page.mouse.wheel(0, wheel);
  }
  await settle(page);
  expect(failed).toEqual([]);
  expect(new Set(asked).size).toBe(asked.length);
  expect(await backgroundPixels(page)).toBe(0);
});

test('a layer that does not arrive is named, and the rest of the map stays', async () => {
  const page = await demo.arrive('about:blank', { expected: /net::ERR_/ });
  await page.route('**/tiles/firms/**', (route) => route.abort());
  await page.goto(`${demo.server.address}/?${QUESTION}&${await viewOf(OFFANENGO, 12)}`);
  await page.getByText(itMap.failed(itMap.layer.firms.toLowerCase())).waitFor();
  expect(await backgroundPixels(page)).toBe(0);
});
