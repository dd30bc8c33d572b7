import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../main/model/text.ts';

export interface Settings {
  readonly language: Language;
  readonly isDark: boolean;
  /** The second voice: formulas, hashes, codes, logs. */
  readonly isTechnical: boolean;
}
interface SettingsAccess extends Settings {
  change(change: Partial<Settings>): void;
}

const SettingsContext = createContext<SettingsAccess | undefined>(undefined);
const storageKey = 'ferryman-settings';

export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const [settings, setSettings] = useState(initialSettings);
  const { i18n } = useTranslation();
  useEffect(() => {
    localStorage.setItem(storageKey, JSON.stringify(settings));
    document.documentElement.lang = settings.language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset.theme = settings.isDark ? 'dark' : 'light';
    void i18n.changeLanguage(settings.language);
  }, [settings, i18n]);
  const access = useMemo(
    () => ({ ...settings, change: (change: Partial<Settings>) => setSettings((before) => ({ ...before, ...change })) }),
    [settings],
  );
  return <SettingsContext value={access}>{children}</SettingsContext>;
}

export function useSettings(): SettingsAccess {
  const access = useContext(SettingsContext);
  if (access === undefined) throw new Error('no settings given');
  return access;
}

function initialSettings(): Settings {
  const usual: Settings = {
    language: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
    isDark: window.matchMedia('(prefers-color-scheme: dark)').matches,
    isTechnical: false,
  };
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Settings>) };
  } catch {
    return usual;
  }
}
