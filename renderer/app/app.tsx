import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useState } from 'react';
import type { Role } from '../../main/contract/procedure.ts';
import { CustomerWorkspace } from '../features/customer/customer-workspace.tsx';
import { themeOf } from '../theme/theme.ts';
import { type Client, ClientContext } from './client.ts';
import { CrashGuard } from './crash-guard.tsx';
import { OperationFeedProvider } from './operation-feed.tsx';
import { pageNonce } from './page-nonce.ts';
import { SettingsProvider, useSettings } from './settings.tsx';
import { Shell } from './shell.tsx';

export function App({ client, role }: { readonly client: Client; readonly role: Role }) {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 1_000 } } }));
  return (
    <ClientContext value={client}>
      <QueryClientProvider client={queries}>
        <SettingsProvider>
          <Themed>
            <CrashGuard>
              <OperationFeedProvider>{role === 'customer' ? <CustomerWorkspace /> : <Shell />}</OperationFeedProvider>
            </CrashGuard>
          </Themed>
        </SettingsProvider>
      </QueryClientProvider>
    </ClientContext>
  );
}

function Themed({ children }: { readonly children: ReactNode }) {
  const { language, isDark } = useSettings();
  const nonce = pageNonce();
  return (
    <ConfigProvider
      theme={themeOf(isDark)}
      locale={language === 'zh' ? zhCN : enUS}
      csp={nonce === undefined ? {} : { nonce }}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}
