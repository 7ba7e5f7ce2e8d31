// Plain JavaScript for any Node: the program itself is TypeScript, which an old Node cannot even read, so this is
// loaded first (`node --import`) and says what to do.
const NEEDED = 24;
const [major] = process.versions.node.split('.').map(Number);
if (major < NEEDED) {
  process.stderr.write(
    `Node ${NEEDED} is needed, this is ${process.versions.node}.\n` +
      `"npm ci" brings Node ${NEEDED} along; if its install scripts are switched off, run: npm rebuild node\n`,
  );
  process.exit(1);
}
