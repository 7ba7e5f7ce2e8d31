import type { Page } from 'playwright-core';

export type Rgb = readonly [number, number, number];

/** The colour in the middle of the map, on the lowest of its canvases: that of the municipalities. */
export async function groundColour(page: Page): Promise<Rgb> {
  const [red = 0, green = 0, blue = 0] = await page.locator('[data-map-ready="true"]').evaluate((map) => {
    const canvas = map.querySelector('canvas')!;
    const [frame, box] = [map.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const x = ((frame.x + frame.width / 2 - box.x) / box.width) * canvas.width;
    const y = ((frame.y + frame.height / 2 - box.y) / box.height) * canvas.height;
    // Read from a copy: the browser would slow down a canvas that is often read.
    const copy = new OffscreenCanvas(1, 1).getContext('2d')!;
    copy.drawImage(canvas, -Math.round(x), -Math.round(y));
    return [...copy.getImageData(0, 0, 1, 1).data];
  });
  return [red, green, blue];
}

/** Whether a pixel has a colour `#rrggbb`; a see-through pixel is stored with less than its full precision. */
export function isColour(pixel: Rgb, colour: string): boolean {
  const wanted = Number.parseInt(colour.slice(1), 16);
  return [wanted >> 16, (wanted >> 8) & 255, wanted & 255].every((part, index) => Math.abs(part - pixel[index]!) <= 2);
}

/**
 * Pixels in sight through which the background shows: those that the lowest canvas does not reach or has left less
 * covered than it covers most. Within a region without holes there should be none.
 */
export const backgroundPixels = (page: Page): Promise<number> =>
  page.locator('[data-map-ready="true"]').evaluate((map) => {
    const canvas = map.querySelector('canvas')!;
    const [frame, box] = [map.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const density = canvas.width / box.width;
    const copy = new OffscreenCanvas(Math.round(frame.width * density), Math.round(frame.height * density));
    const context = copy.getContext('2d')!;
    context.drawImage(canvas, Math.round((box.x - frame.x) * density), Math.round((box.y - frame.y) * density));
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    const counts = Array.from({ length: 256 }, () => 0);
    for (let alpha = 3; alpha < data.length; alpha += 4) counts[data[alpha]!]! += 1;
    // What most pixels have is a fill in full; a step less is rounding.
    const full = counts.indexOf(Math.max(...counts));
    return counts.slice(0, Math.max(full - 1, 1)).reduce((sum, count) => sum + count, 0);
  });
