import type { OpenApiDocument, Operation, Parameter, Schema } from './openapi.ts';

export const DOCS_STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; color: #17324d; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1, h2, h3 { line-height: 1.2; } h2 { border-bottom: 2px solid #06c; margin-top: 3rem; }
code { font-family: ui-monospace, monospace; font-size: 0.9em; }
h3 code { background: #e6ecf2; padding: 0.2rem 0.4rem; border-radius: 0.25rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid #c5cdd6; }
ul.schema { list-style: none; padding-left: 1rem; border-left: 2px solid #e6ecf2; } .type { color: #44566b; }
a { color: #0059b3; } summary { cursor: pointer; }
`;

/** The API as a page to read: plain HTML, nothing loaded from elsewhere, no script. */
export function renderDocs(document: OpenApiDocument): string {
  const { info, tags, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = tags.map(({ name }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return `<section><h2 id="${escape(name)}">${escape(name)}</h2>${own.map(renderOperation).join('')}</section>`;
  });
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<h3 id="schema-${escape(name)}">${escape(name)}</h3>${renderSchema(schema)}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)} API</title><link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="docs.css"></head>
<body><main><h1>${escape(info.title)} API <small>${escape(info.version)}</small></h1>
<p>${escape(info.summary)}.</p><p>${escape(info.description)}</p>
<p>Everything below is at <code>/api/v1</code>; for programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).
Changing anything needs the header <code>Authorization: Bearer KEY</code>. The parameter <code>lang</code>
(<code>it</code>, <code>en</code>) or the header <code>Accept-Language</code> chooses the language of messages.
Whatever fails is answered as <a href="#schema-Problem">Problem</a>.</p>
<nav aria-label="Contents"><ul>${tags.map(({ name }) => `<li><a href="#${escape(name)}">${escape(name)}</a></li>`).join('')}</ul></nav>
${sections.join('\n')}
<section><h2>Schemas</h2>${schemas.join('\n')}</section></main></body></html>`;
}

function renderOperation({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const parameters = operation.parameters.filter((one): one is Parameter => 'name' in one);
  const rows = parameters.map(
    (one) =>
      `<tr><th scope="row"><code>${escape(one.name)}</code></th><td>${one.in}${one.required ? ', required' : ''}</td>
<td class="type">${describeType(one.schema)}</td><td>${escape(one.description ?? '')}${
        one.example === undefined ? '' : ` <span class="type">e.g. <code>${escape(String(one.example))}</code></span>`
      }</td></tr>`,
  );
  const table = `<table><thead><tr><th>Parameter</th><th>Where</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const { 200: success, ...others } = operation.responses as Record<string, { content?: Content }>;
  return `<article id="${escape(operation.operationId)}"><h3><code>${method.toUpperCase()} ${escape(path)}</code></h3>
<p>${escape(operation.summary)}${operation.security ? ' <strong>Administrator key needed.</strong>' : ''}</p>
${rows.length > 0 ? table : ''}
${operation.requestBody ? renderContent('Body', operation.requestBody.content) : ''}
${renderContent('Answer', success?.content ?? {})}
<p class="type">Other statuses: ${Object.keys(others).join(', ')}</p></article>`;
}

type Content = Record<string, { schema: Schema }>;

function renderContent(title: string, content: Content): string {
  const types = Object.keys(content).map((type) => `<code>${escape(type)}</code>`);
  const schema = Object.values(content)[0]?.schema ?? {};
  const inside = Object.keys(schema).length === 0 ? 'the file' : renderSchema(schema);
  return `<details><summary>${title}: ${types.join(', ')}</summary>${inside}</details>`;
}

/** A schema as nested lists of properties. */
function renderSchema(schema: Schema): string {
  const inner = unwrap(schema);
  const properties = Object.entries(inner.properties ?? {});
  if (properties.length === 0) {
    const alternatives = inner.anyOf ?? [];
    const branching = alternatives.filter((one) => unwrap(one).properties !== undefined);
    if (branching.length > 0) return branching.map(renderSchema).join('<p>or</p>');
    return `<p class="type">${describeType(inner)}</p>`;
  }
  const items = properties.map(([name, property]) => {
    const nested = hasProperties(property) ? renderSchema(property) : '';
    const meaning = property.description !== undefined ? ` ${escape(property.description)}` : '';
    return `<li><code>${escape(name)}</code> <span class="type">${describeType(property)}</span>${meaning}${nested}</li>`;
  });
  return `<ul class="schema">${items.join('')}</ul>`;
}

const unwrap = (schema: Schema): Schema => (schema.items ? unwrap(schema.items) : schema);

const hasProperties = (schema: Schema): boolean => {
  const inner = unwrap(schema);
  return inner.properties !== undefined || (inner.anyOf ?? []).some(hasProperties);
};

function describeType(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = escape(schema.$ref.split('/').at(-1) ?? '');
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.anyOf) return schema.anyOf.map(describeType).join(' or ');
  if (schema.const !== undefined) return `<code>${escape(JSON.stringify(schema.const))}</code>`;
  if (schema.prefixItems) return `[${schema.prefixItems.map(describeType).join(', ')}]`;
  if (schema.items) return `list of ${describeType(schema.items)}`;
  const format = schema.format ? ` (${schema.format})` : '';
  const bounds = schema.maximum === undefined ? '' : `, ${schema.minimum ?? ''} to ${schema.maximum}`;
  const usual = schema.default === undefined ? '' : `, default <code>${escape(String(schema.default))}</code>`;
  if (schema.enum) return schema.enum.map((one) => `<code>${escape(one)}</code>`).join(', ') + usual;
  const type = [schema.type ?? 'any'].flat().join(' or ');
  return `${escape(type + format + bounds)}${usual}`;
}

function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
