import { type Api, answering, type Surroundings } from './api.ts';

export type DeviceSettings = {
  widthPx: number;
  heightPx: number;
  pixelRatio: number;
  platform: 'ios' | 'android' | 'ohos' | 'windows' | 'mac';
  theme: 'light' | 'dark';
  language: 'zh_CN' | 'en';
  fontScale: number;
  networkType: string;
  scene: number;
  query: Record<string, string>;
  /** Files of a chat the app was opened with (scene 1173). */
  forwardMaterials: object[];
  needsConsent: boolean;
};

/** The phone the mockups are drawn for. */
export const DEFAULT_DEVICE: DeviceSettings = {
  widthPx: 375,
  heightPx: 812,
  pixelRatio: 2,
  platform: 'ios',
  theme: 'light',
  language: 'zh_CN',
  fontScale: 1,
  networkType: 'wifi',
  scene: 1001,
  query: {},
  forwardMaterials: [],
  needsConsent: false,
};

export const STATUS_BAR_PX = 44;
export const HOME_BAR_PX = 34;
const CAPSULE = { widthPx: 87, heightPx: 32, topPx: 50, rightPx: 7 };

/** Facts about the phone and about WeChat on it. */
export function createDevice(settings: DeviceSettings, around: Surroundings): Record<string, Api> {
  const { own } = around;
  const screen = () => {
    const { widthPx, heightPx, pixelRatio } = settings;
    const safe = { left: 0, right: widthPx, top: STATUS_BAR_PX, bottom: heightPx - HOME_BAR_PX };
    const safeArea = { ...safe, width: widthPx, height: safe.bottom - safe.top };
    const sizes = { windowWidth: widthPx, windowHeight: heightPx, screenWidth: widthPx, screenHeight: heightPx };
    return { pixelRatio, ...sizes, screenTop: 0, statusBarHeight: STATUS_BAR_PX, safeArea };
  };
  const base = () => ({
    SDKVersion: '3.7.4',
    version: '8.0.61',
    language: settings.language,
    theme: settings.theme,
    fontSizeScaleFactor: settings.fontScale,
    fontSizeSetting: 16 * settings.fontScale,
    enableDebug: false,
    host: { env: 'WeChat', appId: '' },
  });
  const device = () => ({
    brand: 'saycut',
    model: 'test phone',
    system: 'iOS 17.6',
    platform: settings.platform,
    memorySize: '4096',
    benchmarkLevel: 30,
  });
  const entry = () => ({
    path: '',
    query: settings.query,
    scene: settings.scene,
    shareTicket: '',
    referrerInfo: {},
    forwardMaterials: settings.forwardMaterials,
    apiCategory: 'default',
  });
  const capsule = () => {
    const right = settings.widthPx - CAPSULE.rightPx;
    return {
      width: CAPSULE.widthPx,
      height: CAPSULE.heightPx,
      top: CAPSULE.topPx,
      bottom: CAPSULE.topPx + CAPSULE.heightPx,
      right,
      left: right - CAPSULE.widthPx,
    };
  };
  return {
    getWindowInfo: () => own(screen()),
    getAppBaseInfo: () => own(base()),
    getDeviceInfo: () => own(device()),
    getSystemInfoSync: () => own({ ...screen(), ...base(), ...device() }),
    getMenuButtonBoundingClientRect: () => own(capsule()),
    getLaunchOptionsSync: () => own(entry()),
    getEnterOptionsSync: () => own(entry()),
    getAccountInfoSync: () => own({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
    getUpdateManager: () => ({ onUpdateReady() {}, onCheckForUpdate() {}, onUpdateFailed() {}, applyUpdate() {} }),
    getSystemInfo: answering('getSystemInfo', () => ({ ...screen(), ...base(), ...device() }), around),
    getNetworkType: answering('getNetworkType', () => ({ networkType: settings.networkType }), around),
    login: answering('login', () => ({ code: `code-${Math.random().toString(36).slice(2)}` }), around),
    checkSession: answering('checkSession', () => undefined, around),
    getPrivacySetting: answering(
      'getPrivacySetting',
      () => ({ needAuthorization: settings.needsConsent, privacyContractName: '《说剪隐私保护指引》' }),
      around,
    ),
  };
}
