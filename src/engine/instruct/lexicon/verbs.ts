import type { Row } from './row.ts';

/** Doing words. A phrase stands under the meaning it has most often; frames look at what stands around it. */
export const verbs: Row[] = [
  [
    'verb',
    'trim',
    'get it down to|bring it down to|get this down to|bring this down to|get it to|cut it down to|whittle it down to|砍到|砍成|砍至|缩成|缩至|缩为|压成|压到|压缩成|剪为|弄短到|短到|剪到|剪刀|剪成|剪至|剪短|减短|剪短到|裁到|裁成|截到|截取|截成|减到|减成|缩短到|缩短成|缩短|缩到|压缩到|控制在|剪辑到|剪辑成|裁剪|剪一下|剪辑|裁剪到|裁短|截短|切到|剪|截|裁|trim|trimmed|trimming|shorten|shorten it|shorten to|cut it down to|cut down to|cut it to|cut to|cut this to|trim down|trim it down|clip it to|crop to length|cut',
  ],
  [
    'verb',
    'keep',
    '只看|只播|只放|只显示|剪出来|剪出|截出来|截出|取出|抠出|提取|挑出|单独拿|留|就用|就留|只剩|只需要|单独留|只保留|只留下|只留|只要|只用|保留|留下|留着|都留着|留住|保持|别动|别碰|不要碰|别管|不用管|不用动|不要动|不动|不变|取|keep only|only keep|just keep|keep just|keep|retain|leave|use only|only use|just the|preserve',
  ],
  [
    'verb',
    'delete',
    '整没了|整没|弄没了|弄没|搞没|下去掉|别要了|别要|停掉|停了|撤下|拿走|lose|nix|掐|掐掉|掐了|剔除|剔掉|干掉|咔掉|甩掉|抠掉|弄掉|搞掉|丢掉|丢了|扔了|剁掉|砍|砍了|全砍|不留|省掉|去没|scrap|nuke|axe|dump|toss|lop off|leave out|删除掉|删掉|删除|删了|删去|删处|册除|删|去掉|去除|去了|去下|剪掉|剪了|裁了|切了|剪去|裁掉|切掉|截掉|拿掉|移除|移走|除去|砍掉|扔掉|清掉|清除|清空|取消|关掉|关闭|撤掉|抹掉|掐头去尾|关了|关上|不要了|remove|removed|delete|deleted|drop|get rid of|cut out|cut off|cut away|trim off|trim away|take out|take off|take away|erase|discard|clear out|clear all|kill|ditch|lose the|strip|strip out|skip|turn off|chop off|chop|snip|snip off|off|out|gone',
  ],
  [
    'verb',
    'add',
    '加一首|加首|打字|写字|垫一层|垫一段|垫个|垫点|垫上|垫|铺一层|铺一段|铺个|铺点|只加|只加个|只配|重新识别|重新生成|识别成|转成|加上|加入|加个|加一个|加一段|加一句|加段|加句|加一行|加些|加点|加|添加|添上|添个|添|插入|插|配上|配个|配一段|配一个|配一首|配点|配|来个|来一段|来一首|来段|来首|来点|放个|放首|放一首|放上|放一段|打上|打个|打|写上|写|写个|贴上|贴个|上个|来一句|来句|来行|叠加|叠|生成|弄个|弄上|整个|整点|做个|做一个|add|adding|put|insert|include|overlay|place|attach|generate|apply|give it|give me|give the video|throw in|lay|write|show|display|use',
  ],
  [
    'verb',
    'change',
    '弄到|搞到|整到|改做|改成|改为|改到|改|换成|换为|换首|换一首|换个|换一个|换|变成|变为|变|调成|调到|调至|调为|调|设成|设为|设置成|设置为|设置|设到|设|转成|转为|弄成|搞成|做成|调整|调整到|调整为|调整成|change|changed|change to|make|make it|make this|turn|turn into|turn it into|set|set to|set it to|convert|convert to|switch to|replace|replaced|replace with|swap out|adjust|modify|edit|put it in|turn this into',
  ],
  [
    'verb',
    'move',
    '挪到|挪|移到|移动到|移动|移|放|放到|放在|排到|排在|排|调到前|提到|提前到|搬到|拖到|go to|goes to|goes|go at|goes at|go|move|move it|moved|place it|shift|bring',
  ],
  [
    'verb',
    'swap',
    '换个位|换个位子|换位|换个地方|换下位置|换换位置|换个儿|掉个个儿|掉个位置|互相换|位置换一下|换下顺序|交换|对调|互换|调换|换位置|换一下位置|换个位置|调个位置|换顺序|调个儿|对换|swap|switch places|exchange|interchange|switch',
  ],
  [
    'verb',
    'reorder',
    '来放|来排|来播|从后往前|从后到前|倒过来排|倒着排|反着排|倒序排列|倒序排|倒序|从短到长|由短到长|短到长|从长到短|由长到短|长到短|shortest to longest|longest to shortest|shortest first|longest first|by length|by duration|重新排序|重新排列|重新排|重排|排序|排列|按顺序|顺序改成|顺序换成|顺序调成|调整顺序|换个顺序|顺序|reorder|rearrange|order|sort|re-order|sequence',
  ],
  [
    'verb',
    'split',
    '切一段|切一次|切成两半|分成两半|切两半|一分两半|剪断|切断|切一刀|剪一刀|来一刀|切一下|一刀切|分割|切开|切成两段|拆成两段|分成两段|拆开|拆成|剪开|分开|断开|一分为二|分成|切分|split|split it|cut in two|divide|break into',
  ],
  [
    'verb',
    'join',
    '拼一起|拼在一起|拼到一起|拼接|拼起来|拼成|合并|合在一起|合成一个|合成一条|合成|合起来|接起来|连起来|连在一起|连接|串起来|接在一起|凑一起|拼|join|join together|combine|merge|stitch|stitch together|concatenate|put together|put them together|string together|glue',
  ],
  [
    'verb',
    'restore',
    'are missing|clips missing|弄回来|搞回来|要回来|拿回来|放进来|加进来|怎么只有|怎么少了|素材少了|漏了|恢复|找回来|找回|还原|加回来|放回来|补回来|补上|都用上|全用上|用上|全都用|全部用|都要用|全都要|restore|bring back|put back|use all|use every|use them all|include all',
  ],
  [
    'verb',
    'loop',
    '复制一遍|复制一份|复制|重复一次|再来一遍|duplicate|循环播放|循环|重复播放|重复|反复播|播放两遍|播两遍|放两遍|多放几遍|loop|looped|repeat|play it twice|play twice|twice in a row',
  ],
  [
    'verb',
    'freeze',
    '一帧停|帧停|画面停|停格|定格|静帧|冻结|停帧|停住|定住|停在|暂停画面|freeze frame|freeze|hold the frame|hold the last frame|hold on|still frame',
  ],
  [
    'verb',
    'reverse',
    '倒过来放|倒过来播|反着播|倒着来|反过来放|反过来播|反过来播放|倒着放|倒放|倒着播|反着放|反向播放|倒序播放|倒播|逆放|倒带|reverse|reversed|play backwards|play it backwards|backwards|backward|rewind|in reverse',
  ],
  [
    'verb',
    'faster',
    'make quickly|make it quickly|play quickly|play it quickly|more quickly|太慢了|太慢|快|快进一点|倍速播放|加速|快进|快放|提速|加快|调快|变快|快一点|快一些|快点|再快|播快|放快|快速播放|语速快|retime|more fast|fast|speed up|speed it up|speed this up|speed up the|faster|quicker|accelerate|fast forward|fast-forward|sped up|speedup',
  ],
  [
    'verb',
    'slower',
    'make slowly|make it slowly|play slowly|play it slowly|more slowly|go slowly|太快了|太快|慢|放慢|减速|慢放|慢动作|调慢|变慢|慢一点|慢一些|慢点|再慢|慢速|慢镜头|升格|slow down|slow it down|slow this down|slow-mo|slowmo|slow mo|slow motion|slow-motion|slower|slow',
  ],
  [
    'verb',
    'mute',
    '静音|静因|消音|无声|没声音|关声音|关掉声音|关掉原声|去声|消声|不要声音|不要原声|去掉声音|去掉原声|去掉原音|声音去掉|原声去掉|去原声|mute|muted|silence it|silence the|no sound|no audio|without sound|without audio|kill the audio|remove the audio|remove audio|remove the sound|remove sound|turn off the sound|turn off sound|make it silent|silent',
  ],
  [
    'verb',
    'louder',
    '大声一点|大声点|大声|声音大|音量大|响一点|响点|调大|开大|加大音量|音量加大|声音加大|放大声|提高音量|增大|增强|变大声|听不清|听不见|louder|too quiet|not loud enough|turn up|turn it up|raise the volume|increase the volume|boost',
  ],
  [
    'verb',
    'quieter',
    '太大声了|太大声|小声一点|小声点|小点声|小声|声音小|音量小|轻一点|轻点|调小|关小|减小|调低|降低|压低|弱一点|低一点声|太吵|太响|quieter|too loud|softer|turn down|turn it down|lower the volume|decrease the volume|reduce the volume|lower',
  ],
  [
    'verb',
    'bigger',
    '弄大|搞大|整大|再大一点|大一点|大一些|大点|大一号|再大|变大|放大一点|放大点|更大|大些|太小|太小了|看不清|bigger|larger|big|large|too tiny|so tiny|tiny|too little to read|hard to read|increase size|increase the size|enlarge|too small|bigger font',
  ],
  [
    'verb',
    'smaller',
    '弄小|搞小|整小|再小一点|小一点|小一些|小点|小一号|再小|变小|缩小|更小|小些|太大|太大了|smaller|small|shrink|reduce size|too big|too large|decrease size',
  ],
  [
    'verb',
    'higher',
    '往上挪|往上移|往上|向上|上移|上面一点|高一点|高点|靠上|挪上去|抬高|提高|up a bit|move up|higher|raise|move it up|up a little|up',
  ],
  [
    'verb',
    'lower',
    '往下挪|往下移|往下|向下|下移|低一点|低点|靠下|挪下去|放低|move down|lower down|move it down|down a bit|down a little|down',
  ],
  ['verb', 'leftward', '往左挪|往左移|往左|向左|左移|靠左|move left|to the left a bit'],
  ['verb', 'rightward', '往右挪|往右移|往右|向右|右移|靠右|move right|to the right a bit'],
  [
    'verb',
    'shorter',
    '再短一点|短一点|短一些|短点|再短|更短|太长了|太长|太啰嗦|精简|精简一下|浓缩|shorter|too long|make it short|condense|tighten',
  ],
  [
    'verb',
    'longer',
    '久一点|久一些|久点|更久|再久|多停|多留|多显示|多放|再停|长一点|长一些|长点|再长|更长|太短了|太短|延长|拉长|加长|longer|too short|extend|lengthen',
  ],
  ['verb', 'earlier', '提前|早一点|早点|往前|晚了|慢了|earlier|too late|late|sooner'],
  ['verb', 'later', '推迟|延后|晚一点|晚点|往后|推后|延迟|早了|later|too early|early|delay'],
  [
    'verb',
    'duck',
    '别盖过|别盖住|别盖着|别压过|别抢过|不要盖过|不要盖住|不要压过|压低音乐|自动压低|闪避|自动降低|说话时|说话的时候|讲话时|讲话的时候|人声时|有人说话|duck|ducked|ducking|under my voice|under the voice|when i talk|when i speak|when someone speaks|when someone talks|when people talk|while talking|under voice|under the speech',
  ],
  ['verb', 'fade', '淡入淡出|渐入渐出|淡进淡出|fade in and out|fade in and fade out|fade in & out|fade in/out'],
  ['verb', 'fade-in', '渐强|慢慢变大|淡入|渐入|渐显|慢慢出现|慢慢亮起来|fade in|fade-in|fades in|fadein|fade from black'],
  [
    'verb',
    'fade-out',
    '渐弱|慢慢变小|逐渐变小|逐渐减弱|慢慢变弱|淡出|渐出|渐隐|慢慢消失|慢慢变黑|慢慢黑掉|慢慢黑下去|黑掉|黑下去|暗下去|黑场|fade out|fade-out|fades out|fadeout|fade to black',
  ],
  ['verb', 'fade-any', '渐变|fade|fading'],
  [
    'verb',
    'speak',
    'read this out loud|read it out loud|read this out|read this aloud|read out loud|say this out loud|read these words|dubbing|dub|女声念|男声念|念一遍|念出来|念|朗读|读出来|读一下|读|配音|旁白|配旁白|口播|voice-over|voiceover|voice over|narrate|narration|read aloud|read out|read out loud|say aloud|text to speech|tts|read this',
  ],
  [
    'verb',
    'denoise',
    '噪音处理|处理噪音|有杂音|有噪音|降个噪|降下噪|降降噪|去个噪|杂音太大|噪音太大|噪音好大|太多杂音|too noisy|noisy|降噪|去噪|去噪音|去杂音|消除噪音|去掉噪音|去掉杂音|噪音去掉|去除噪音|去风声|去掉风声|去底噪|reduce noise|remove noise|denoise|noise reduction|remove the noise|remove background noise|clean up the audio|clean up the sound|reduce the noise|reduce background noise|de-noise|remove the background noise',
  ],
  [
    'verb',
    'normalize',
    '响度|音量统一|统一音量|音量均衡|声音统一|声音均衡|均衡音量|音量一致|声音忽大忽小|忽大忽小|normalize|normalise|loudness|even out the volume|even volume|level the audio|same volume|consistent volume',
  ],
  [
    'verb',
    'undo',
    'back as it was|back how it was|as it was before|the way it was|刚才那个不要了|刚才那个不要|刚才的不要了|刚刚那个不要|取消刚才的操作|取消刚才|取消刚刚|不算|不算数|收回|ctrl z|ctrl-z|control z|cmd z|恢复刚才删的|恢复刚才删掉的|恢复刚删的|恢复删掉的|撤了|撤一下|撤吧|退一步|倒回去|反悔|恢复刚才|退回去|变回去|变回来|还原刚才|撤回|撤销|撤消|取消上一步|退回上一步|退回|返回上一步|回到上一步|回到上一版|上一步|回到之前|回退|上一版|刚才那版|之前那版|改回去|改回来|恢复原样|还是刚才|恢复到上一版|恢复上一版|恢复之前|回到刚才|后悔了|undo|undo that|revert|go back|step back|take that back|roll back|rollback|previous version|back to the previous',
  ],
  ['verb', 'redo', '重做|恢复撤销|取消撤销|取消撤回|撤销的撤销|再恢复|redo|undo the undo|bring it back again'],
  [
    'verb',
    'reset',
    '重新开始|从头开始|从头来|恢复原始|恢复最初|回到最初|回到最开始|全部还原|恢复到最初|回到原始|恢复原视频|原视频|start over|reset|original version|from scratch|back to the original',
  ],
  [
    'verb',
    'export',
    '导出视频|导出|输出视频|下载视频|下载|发给我成片|成片给我|export|download|send me the video|render it|save the video|render',
  ],
  [
    'verb',
    'rotate',
    'turn it round|turn it around|turned round|quarter turn|quarter to the right|quarter to the left|左转|右转|往左转|往右转|正过来|摆正|扶正|正回来|旋转|转正|转个方向|顺时针|逆时针|向右转|向左转|转一下|转过来|倒过来|颠倒|上下颠倒|rotate|rotated|turn it upright|clockwise|counterclockwise|counter-clockwise|anticlockwise|anti-clockwise|upside down',
  ],
  [
    'verb',
    'mirror',
    '左右反了|画面反了|翻一下|左右翻|镜像|左右翻转|水平翻转|翻转|左右对调画面|反过来|镜面|flip|flip horizontally|mirror|mirrored|flipped|flip it',
  ],
  ['verb', 'flip-vertical', '上下翻转|垂直翻转|上下镜像|flip vertically|flip upside down|vertical flip'],
  ['verb', 'zoom', '聚焦|特写|推进|画面放大|放大画面|拉近|推近|推镜头|放大|zoom in|zoom|punch in|close up|closer'],
  ['verb', 'zoom-out', '画面缩小|拉远|拉镜头|zoom out|wider'],
  [
    'verb',
    'ken-burns',
    'slow push-in|slow push in|push-in|push in|缓推|慢推|慢慢推近|缓缓推近|慢慢推进|缓慢推进|缓慢推近|缓慢放大|慢慢放大|缓缓放大|慢慢推|动感|动起来|ken burns|ken-burns|kenburns|slow zoom|slowly zoom|zoom slowly|pan and zoom',
  ],
  [
    'verb',
    'brighter',
    '调亮|亮一点|亮一些|亮点|提亮|变亮|太暗了|太暗|加亮|画面亮|brighter|brighten|brighten up|too dark|lighten|increase brightness|more brightness',
  ],
  ['verb', 'darker', '调暗|暗一点|暗一些|暗点|变暗|太亮了|太亮|过曝|darker|darken|too bright|decrease brightness|less bright|overexposed'],
  ['verb', 'warmer', '调暖|弄暖|偏暖|暖一点|暖一些|暖点|色调暖|更暖|warmer|warm up|warm it up'],
  ['verb', 'cooler', '调冷|弄冷|偏冷|冷一点|冷一些|冷点|色调冷|更冷|太黄|cooler|cool down|colder'],
  ['verb', 'contrast', '对比度|反差|contrast|contrasty|more contrast'],
  ['verb', 'saturate', '饱和度|鲜艳一点|鲜艳些|色彩浓|颜色浓|saturation|more colorful|more colourful|saturated|saturate'],
  ['verb', 'slideshow', '相册|幻灯片|轮播|做成视频|做个视频|连成视频|电子相册|照片视频|slideshow|slide show|photo video|montage'],
  [
    'verb',
    'highlight',
    '精彩部分|精彩片段|精彩|高光|精华|亮点|最强的一句|highlight|highlights|best parts|best bits|engaging|strongest line|best line|hook|strongest',
  ],
  ['verb', 'mark', '标红|标成|标为|标出|标|染成|突出|高亮|变色|上色|color|colour|paint|emphasize|emphasise|highlight the word'],
  [
    'verb',
    'correct',
    '整错|弄错|搞错|改错|打错|错别字|写错了|写错|应该是|是错的|错了|更正|纠正|不是|而不是|改正|typo|misspelled|should be|should say|instead of|correct|fix|wrong',
  ],
  ['verb', 'translate', '翻译|翻译成|translate|translated|translation'],
  ['verb', 'animate', '动画|动效|特效|animation|animate|animated|effect'],
  ['verb', 'last', '就消失|消失|闪一下|闪现|闪过|显示|停留|持续|持续显示|stay|stays|stay for|last for|lasting'],
  [
    'verb',
    'help',
    '识唔识剪片|识剪片|会不会剪|帮到我啲咩|帮到我咩|可以做咩|做到咩|有咩功能|都会干啥|会干啥|能干些啥|可以做什么|帮我做什么|帮我干什么|识唔识|识不识|帮到我|你会啥|还会啥|还能干嘛|能干啥|你能干嘛|会些什么|能干什么|能干嘛|还能做什么|你都能干啥|what else can you do|你能做什么|你会什么|能做什么|怎么用|有什么功能|会做什么|你会干嘛|what can you do|help me understand|how does this work|what do you do|help',
  ],
  ['verb', 'see', '看看|看下|看一下|给我看|告诉我|tell me|show me'],
];
