import { type ThemeConfig, theme } from 'antd';

/** CJK fonts of the system first; the bundled one where there is none. */
const fontFamily =
  "-apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

/** antd's side of tokens.css: the same colours, so that its parts and ours are one. */
export function themeOf(isDark: boolean): ThemeConfig {
  const colours = isDark ? dark : light;
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...colours,
      colorInfo: colours.colorPrimary,
      fontFamily,
      fontSize: 15,
      borderRadius: 8,
      controlHeight: 38,
      motionDurationMid: '0.12s',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', primaryColor: isDark ? '#04282a' : '#ffffff' },
      Segmented: { itemSelectedColor: colours.colorText, itemColor: colours.colorTextSecondary },
    },
  };
}

const light = {
  colorPrimary: '#0e5a61',
  colorText: '#1b2627',
  colorTextSecondary: '#4d5d5c',
  colorTextPlaceholder: '#64716f',
  colorTextDisabled: '#64716f',
  colorBgLayout: '#f4f6f5',
  colorBgContainer: '#ffffff',
  colorBorder: '#8a9896',
  colorError: '#a3261c',
};

const dark = {
  colorPrimary: '#5cc0c4',
  colorText: '#e4ebe9',
  colorTextSecondary: '#a7b6b3',
  colorTextPlaceholder: '#8fa09d',
  colorTextDisabled: '#8fa09d',
  colorBgLayout: '#0f1516',
  colorBgContainer: '#172022',
  colorBorder: '#5a6b69',
  colorError: '#f09388',
};
