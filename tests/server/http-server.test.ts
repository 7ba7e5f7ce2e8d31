import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { listen } from '../../server/http-server.ts';

test('asked to stop, it finishes what runs and takes nothing new', async () => {
  const running = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const server = await listen(
    (_request, response) => {
      arrived.resolve();
      void running.promise.then(() => response.end('done'));
    },
    '127.0.0.1',
    0,
  );
  const answer = fetch(server.address).then((response) => response.text());
  await arrived.promise;
  const stopped = server.stop(60_000);
  await expect(fetch(server.address)).rejects.toThrow('fetch failed');
  running.resolve();
  expect(await answer).toBe('done');
  await stopped;
});

test('what runs longer than the grace is cut off', async () => {
  const arrived = Promise.withResolvers<void>();
  const server = await listen(() => arrived.resolve(), '127.0.0.1', 0);
  const failed = fetch(server.address).catch((error: Error) => error.message);
  await arrived.promise;
  await server.stop(50);
  expect(await failed).toBe('fetch failed');
});

test('a port that is taken and an address that is not ours say what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  await expect(listen(() => {}, '127.0.0.1', port)).rejects.toThrow(
    `127.0.0.1:${port} is in use by another program: stop that one, or set PORT to a free port`,
  );
  other.close();
  await expect(listen(() => {}, '192.0.2.1', 0)).rejects.toThrow('is not an address of this machine');
});

test('an address that stands for all is shown as one that a browser can open', async () => {
  const server = await listen(() => {}, '0.0.0.0', 0);
  expect(server.address).toMatch(/^http:\/\/localhost:\d+$/);
  await server.stop(0);
});
