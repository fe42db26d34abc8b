import type { Route } from '../../contract/relay/turn.ts';
import { bareOf, clausesOf, withoutQuotes } from './clause.ts';

/** The whole film or file, in words that name nothing inside of it. */
const FILM =
  '(?:它|这个|这条|这版|成片|视频|成品|片子|影片|文件|it|this|that|the|my|final|finished|edited|video|film|clip|file|result|mp4|as|to|a|an|in|high|quality|1080p?|720p?|hd|高清|格式|成|为|出来|来|到|相册|手机|本地|微信)';

const whole = (verb: string) => new RegExp(`^(?:${FILM}\\s*)*(?:${verb})\\s*(?:${FILM}\\s*)*$`);

/** What a clause must be, as a whole, to be a wish of that route; anything more makes it an edit. */
const wishes: [Exclude<Route, 'edit'>, RegExp[]][] = [
  [
    'export',
    [
      whole('导出|输出|下载|渲染|export|download|render|save'),
      /^(发送?|传|拿)(给我)?(成片|视频|片子|成品)(给我)?$|^(成片|视频|片子|成品)(发|传|拿)(给我|过来)?$/,
      /^(send|give)( me)? (the |my )?(final |finished |edited )?(video|film|file|clip|result|mp4)( to me)?$/,
      /^保存(到)?(相册|手机|本地|视频)?$/,
      /^(生成|出)(成片|最终视频)$/,
    ],
  ],
  [
    'credits',
    [
      /^(查|查询|看|看看|查看|查查)?(我的?)?(账户|帐户|账号)?(还|目前|当前)?(剩|剩余|剩下|有)?(多少|几)?(个|点)?(的)?(积分|余额|额度)(还|够不够|够|有|剩|剩下|剩余)*(多少|几)?(个|点|分)?(用)?$/,
      /^(还|目前)?(剩|剩余|有)(下)?(多少|几)(个|点)?(积分|余额|额度)$/,
      /^(check |show |see |what's |what is |view )?(me )?(my |the )?(remaining |current |account )?(credits?|balance)( balance| left| remaining)?$/,
      /^(how many|how much) (credits?|balance)( do i have| have i got| are| is)?( left| remaining)?( do i have)?( left)?$/,
      /^do i (still )?have (any |enough )?credits?( left)?$/,
      /^(一共)?(花|用|扣|消耗)了?(多少|几个?)(积分|额度)$/,
    ],
  ],
  [
    'state',
    [
      /^(查|查看|看|看看|显示)?(一下)?(项目|编辑|视频|当前|现在)?的?(状态|进度|轨道|时间线)(怎么样|如何|是什么样?)?(了)?$/,
      /^(现在|目前|当前)?(是)?(什么|啥|怎么|咋)(样|样子|样子的|情况|进度|状态)(的)?(了)?$/,
      /^(现在|目前)?(做|剪|改|弄|进行)?到?(哪一步|哪步|哪里|哪儿|什么程度|多少)了?$/,
      /^(show|list|view|see|what's|what is|check|display)?( me)?( the| my| current)*( project| edit| current| timeline)? ?(status|state|tracks?|timeline|progress)$/,
      /^what (does it|do we|do i) (look like|have)( so far)?$|^where are we( at)?$/,
    ],
  ],
  [
    'upload',
    [
      /^(再|继续|重新|还想|想)?(上传|传|添加|导入)(更多|新|一个|几个|一些|另一个)?的?(视频|素材|文件|照片|图片|音频|片段)?(上来|上去)?$/,
      /^(upload|import)( (a|an|my|the|some|more|another|new))*( (videos?|clips?|files?|photos?|images?|footage|media))?$/,
      /^(视频|素材|文件|照片)(怎么|在哪|如何)?(上传|传)(上来|上去)?$/,
    ],
  ],
];

const URL_START = /^\s*(https?:\/\/\S+)/i;
const URL_ANYWHERE = /https?:\/\/[^\s，。！？、）)】」”"'<>]+/gi;
const PLACE_OF_A_LINK = /(?:标题|片头|字幕|片尾|水印|文字|写上|写着|显示|title|caption|subtitle|text|watermark|says?|show)/i;

/** A link that stands first, or alone, or is said to be the material, is a clip to fetch; one to be written on the picture is an edit. */
function isLinkToUse(text: string): boolean {
  if (URL_START.test(text)) return true;
  if (!URL_ANYWHERE.test(text)) return false;
  URL_ANYWHERE.lastIndex = 0;
  const around = text.replace(URL_ANYWHERE, ' ');
  return (
    !PLACE_OF_A_LINK.test(around) &&
    /用|下载|上传|导入|素材|视频|这个|链接|use|this|upload|import|download|from|link|video|clip|here/i.test(around)
  );
}

const isNegated = (clause: string): boolean =>
  /不要|不用|不想|先不|还不|别|勿|没有?|\b(don'?t|do not|not|never|no|without|stop|cancel)\b|取消|不(?=导|下|传|上|保)/i.test(clause);

const routeOfClause = (clause: string): Route | undefined => {
  if (isNegated(clause)) return undefined;
  const bare = bareOf(clause);
  return wishes.find(([, patterns]) => patterns.some((pattern) => pattern.test(bare)))?.[0];
};

const PLEASANTRY =
  /^(ok|okay|好|好的|好了|行|可以|可以了|没问题|不错|很好|完美|谢谢|thanks?|thank you|great|perfect|nice|looks? good|done|yes|嗯|满意|搞定|就这样|就这样吧|这样就行|that'?s (it|all|great|good)|all good)$/i;

/**
 * Where the person's words go. A route other than `edit` needs every clause to be that wish and nothing more: a wish that is quoted, negated,
 * put off ("before you export") or joined with an edit goes upstream as it is.
 */
export function routeWords(text: string): Route {
  if (isLinkToUse(text)) return 'upload';
  const clauses = clausesOf(withoutQuotes(text)).filter((clause) => !PLEASANTRY.test(clause.trim()));
  const routes = clauses.map((clause) => routeOfClause(clause));
  const [first] = routes;
  return first !== undefined && routes.every((route) => route === first) ? first : 'edit';
}
