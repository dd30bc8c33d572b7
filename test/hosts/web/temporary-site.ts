import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SiteSession } from '../../../main/app/site-session.ts';
import { openSession, siteFiles } from '../../../main/hosts/open-session.ts';

/** A real site file in a folder of its own, opened; `close` takes both away. */
export function temporarySite({ isPractice = false } = {}): { session: SiteSession; close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-摆渡-'));
  const store = siteFiles.create(join(folder, 'site.ferry'), { isPractice });
  const closing = new AbortController();
  const session = openSession({ store, askSecret: async () => undefined, signal: closing.signal });
  return {
    session,
    close: () => {
      closing.abort();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const requirementsSource = `apiVersion: ferryman/v1
kind: Requirements
site:
  name: 华东二号机房与很长很长的站点名称用来检查折行-shanghai-east-2-very-long
  customer: 示例客户
machines:
  - { name: node-1, address: 10.0.0.11, role: control-plane }
  - { name: node-with-a-rather-long-name-2, address: 10.0.0.12 }
  - { name: node-3, address: 10.0.0.13, port: 2222, access: { user: deploy, auth: { password: { secret: login } } } }
`;
