import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { importAnswers } from '../../main/app/import-answers.ts';
import { exportWorkbook } from '../../main/app/intake.ts';
import { saveRequirements } from '../../main/app/requirements.ts';
import { temporarySite } from '../hosts/web/temporary-site.ts';

const office = '/usr/bin/soffice';
const bank = readFileSync(join(import.meta.dirname, '../fixtures/planning/city-bank.yaml'), 'utf8');

const isMissing = !existsSync(office);
if (isMissing) console.warn(`a workbook saved by an office program is skipped: no ${office}`);

describe.skipIf(isMissing)('a workbook saved by a real office program', () => {
  const site = temporarySite();
  const folder = mkdtempSync(join(tmpdir(), 'ferryman-office-'));
  afterAll(() => {
    site.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('comes back with nothing changed, nothing lost and nothing to choose', { timeout: 120_000 }, async () => {
    saveRequirements(site.session, bank, 'requirements.yaml');
    const { base64 } = await exportWorkbook(site.session, 'zh');
    const path = join(folder, 'questions.xlsx');
    writeFileSync(path, Buffer.from(base64, 'base64'));
    const out = join(folder, 'saved');
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    execFileSync(office, [profile, '--headless', '--convert-to', 'xlsx', '--outdir', out, path], { stdio: 'ignore' });
    const content = readFileSync(join(out, 'questions.xlsx'));
    expect(content.equals(Buffer.from(base64, 'base64'))).toBe(false);
    expect(await importAnswers(site.session, { name: 'questions.xlsx', content })).toMatchObject({
      taken: [],
      conflicts: [],
      unknown: [],
      strangers: [],
    });
  });
});
