import { resolve } from 'node:path';
import { findProblems, findWarnings } from './find-problems.ts';
import { readSources } from './import-graph.ts';

const root = resolve(import.meta.dirname, '../..');
const sources = readSources(root, ['main', 'renderer']);
const users = [...sources, ...readSources(root, ['test', 'scripts'])];
const problems = findProblems(sources);
for (const warning of findWarnings(sources, users)) console.log(`warning  ${warning}`);
for (const problem of problems) console.error(`error    ${problem}`);
const lines = sources.map((source) => source.lines).sort((a, b) => a - b);
console.log(
  `${sources.length} files, median ${lines[Math.floor(lines.length / 2)]} lines, longest ${lines.at(-1)}; ${problems.length} problems`,
);
if (problems.length > 0) process.exitCode = 1;
