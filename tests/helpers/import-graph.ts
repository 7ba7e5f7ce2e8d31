import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';

/** What a program loads at run time from one file on: files by path below the root, packages and built-ins by name. */
export interface Closure {
  files: Set<string>;
  packages: Set<string>;
}

/** What one TypeScript file loads at run time; `import type` is erased and does not count. */
function listRuntimeImports(path: string, source: string): string[] {
  const { module, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const isErased = (entries: { isType: boolean }[]) => entries.length > 0 && entries.every((entry) => entry.isType);
  const imports = module.staticImports
    .filter((found) => !isErased(found.entries))
    .map((found) => found.moduleRequest.value);
  const reexports = module.staticExports
    .flatMap((found) => found.entries)
    .flatMap((entry) => (entry.moduleRequest && !entry.isType ? [entry.moduleRequest.value] : []));
  const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
    source.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^['"`]|['"`]$/g, ''),
  );
  // Workers: new URL('./worker.ts', import.meta.url)
  const workers = [...source.matchAll(/new URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g)].map(
    (match) => match[1]!,
  );
  return [...imports, ...reexports, ...dynamic, ...workers];
}

/**
 * Everything that `entry` loads at run time, directly or not.
 * @throws Error where a relative import names no file
 */
export function closureOf(root: string, entry: string): Closure {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    if (!existsSync(join(root, path))) throw new Error(`${path} is imported but does not exist`);
    files.add(path);
    if (!/\.tsx?$/.test(path)) continue;
    for (const request of listRuntimeImports(path, readFileSync(join(root, path), 'utf8'))) {
      const [file] = request.split('?');
      if (file!.startsWith('.')) waiting.push(normalize(join(dirname(path), file!)));
      else packages.add(request);
    }
  }
  return { files, packages };
}
