import { expect, test } from 'vitest';
import { jsonPath } from '../../../main/practice/cluster/json-path.ts';

const node = {
  metadata: { annotations: { 'ferryman.io/manifest': 'abc' } },
  status: {
    conditions: [
      { type: 'Disk', status: 'False' },
      { type: 'Ready', status: 'True' },
    ],
    numberReady: 2,
  },
};

test.each([
  ["{.metadata.annotations['ferryman\\.io/manifest']}", 'abc'],
  ['{.status.conditions[?(@.type=="Ready")].status}', 'True'],
  ['{.status.numberReady}/{.status.desired}', '2/'],
  ['{.status.conditions[0].type}', 'Disk'],
  ['{.nothing.at.all}', ''],
  ['{range .status.conditions[*]}{.type} {.status}{"\\n"}{end}', 'Disk False\nReady True\n'],
  ['{range .status.none[*]}{.type}{end}', ''],
])('%s', (template, expected) => {
  expect(jsonPath(template, node)).toBe(expected);
});
