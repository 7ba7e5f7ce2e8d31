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
