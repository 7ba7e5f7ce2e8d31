import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** Runs a command line of package.json with the project's own tools in a folder; output without colours. */
export function runTool(commandLine: string, folder: string): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(commandLine, {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env['PATH']}`,
      NO_COLOR: '1',
      FORCE_COLOR: '0',
    },
  });
  if (error) throw error;
  return { status, output: stdout + stderr };
}
