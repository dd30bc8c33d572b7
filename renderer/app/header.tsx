import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Segmented, Switch } from 'antd';
import { type ReactNode, useId } from 'react';
import type { Language } from '../../main/model/text.ts';
import { useWords } from '../i18n/words.ts';
import { LongName } from '../ui/long-name.tsx';
import { useOverview } from './queries.ts';
import { hrefOf } from './route.ts';
import { useSettings } from './settings.tsx';

interface HeaderProps {
  readonly hasTechnical?: boolean;
  /** What else can be done from anywhere. */
  readonly children?: ReactNode;
}

export function Header({ hasTechnical = true, children }: HeaderProps) {
  const { t } = useWords();
  const { data } = useOverview();
  return (
    <>
      {data?.isPractice === true && <p className="practice-ribbon">{t('practice.ribbon')}</p>}
      <header className="top">
        <a className="brand" href={hrefOf('home')}>
          <img src="/icon.svg" alt="" width={26} height={26} />
          Ferryman <span lang="zh-CN">摆渡</span>
        </a>
        <span className="site-name">
          <LongName name={data?.siteName || (data?.isPractice ? t('practice.site') : t('shell.newSite'))} />
        </span>
        {children}
        <HeaderSettings hasTechnical={hasTechnical} />
      </header>
    </>
  );
}

function HeaderSettings({ hasTechnical }: { readonly hasTechnical: boolean }) {
  const { t } = useWords();
  const { language, isDark, isTechnical, change } = useSettings();
  const switchId = useId();
  return (
    <div className="settings">
      {hasTechnical && (
        <span className="technical-switch">
          <Switch
            size="small"
            aria-labelledby={switchId}
            checked={isTechnical}
            onChange={(checked) => change({ isTechnical: checked })}
          />
          <span id={switchId}>{t('shell.technical')}</span>
        </span>
      )}
      <Segmented<Language>
        aria-label={t('shell.language')}
        size="small"
        value={language}
        onChange={(chosen) => change({ language: chosen })}
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
      />
      <button
        type="button"
        className="icon-button"
        aria-label={t(isDark ? 'shell.light' : 'shell.dark')}
        title={t(isDark ? 'shell.light' : 'shell.dark')}
        onClick={() => change({ isDark: !isDark })}
      >
        {isDark ? <SunOutlined /> : <MoonOutlined />}
      </button>
    </div>
  );
}
