import { isWeapp } from './config.ts';

/** Long enough for a turn (15 min): the stream and the uploads set the same again per call, because some clients honour only one of the two. */
const LONGEST_CALL_MS = 900_000;

/** Parts that only WeChat reads: the names that begin with `@` come from theme.json. */
const wechat = {
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  networkTimeout: { request: LONGEST_CALL_MS, uploadFile: LONGEST_CALL_MS, downloadFile: LONGEST_CALL_MS, connectSocket: 60_000 },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: WeChat fills in the name of the mini program.
  supportedMaterials: [{ materialType: 'video/*', name: '用${nickname}剪辑', desc: '说一句话，视频就剪好', path: 'pages/home/index' }],
};

/** Taro slides pages by timers that know nothing of each other: who went back at once, or twice, stood before an empty page. See platform/look.css. */
const browser = { animation: false };

export default {
  pages: ['pages/home/index', 'pages/editor/index', 'pages/preview/index', 'pages/export/index', 'pages/batch/index'],
  subPackages: [{ root: 'pages/more', pages: ['credits/index', 'settings/index', 'share/index'] }],
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '说剪',
    navigationBarTextStyle: isWeapp ? '@navigationText' : 'black',
    backgroundColor: isWeapp ? '@background' : '#F3F4F1',
    backgroundTextStyle: isWeapp ? '@backgroundTextStyle' : 'dark',
  },
  ...(isWeapp ? wechat : browser),
};
