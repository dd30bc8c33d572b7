import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Whole deliveries on practice hosts, longest first. */
const long = ['crash-every-entry', 'kill-seeded', 'site-registry', 'broken-site'];

/**
 * A run is as long as its longest file when that one starts last. Vitest knows how long a file takes where it ran before; on
 * a fresh clone it goes by the files' size, and these are small.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((name) => moduleId.includes(`${name}.test.`));
      return at < 0 ? long.length : at;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}
