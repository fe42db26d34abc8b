import type { Row } from './row.ts';

/** Words of Cantonese, of Taiwan, of the north-east and of Sichuan, and of people who are still learning the language. */
export const regional: Row[] = [
  [
    'verb',
    'delete',
    '用不着|不用留|不想留|没必要留|别要了|别要|莫要了|唔要了|唔要喇|唔要啦|唔要嘞|剪咗|删咗|cut咗|不要放进去|别放进去|不要放进来|别放进来|唔好放入去|leave it out|leave them out|not required|not needed|not need|no need',
  ],
  ['verb', 'keep', '唔使郁|唔好郁|唔郁|剩返|留返|净系要|净要|净留|剩低|stays as|stay as'],
  ['verb', 'move', '搬去|摆去|放去|挪去|移去|调去|摆到|摆喺|放喺|搬到|拖去|拉到'],
  ['verb', 'faster', '快啲|快些|快滴|快D|more fast|more quick|more quickly|more faster'],
  ['verb', 'slower', '慢啲|慢滴|慢D|more slow|more slowly|more slower'],
  ['verb', 'longer', '长啲'],
  ['verb', 'quieter', '收细|收细啲|细声啲|细声'],
  ['verb', 'louder', '大声啲|较大声'],
  ['verb', 'join', '驳埋一齐|驳埋|驳返埋|驳起|驳'],
  ['verb', 'reverse', '倒转播放|倒转播|倒转放|倒返转'],
  ['to', '', '去到'],
  ['verb', 'shorter', '短啲'],
  ['verb', 'restore', '少放了|少放|漏放了|漏放|少了|少传了|missing'],
  [
    'verb',
    'undo',
    'back as it was|back the way it was|back to the way it was|back how it was|back to how it was|back like it was|as it was before|like it was before|the way it was before|how it was before',
  ],
  ['verb', 'split', '切一段|切成一段|分一段|切一次|断一次'],
  ['thing', 'video', '条片|条片子|条影片|条视频|条短片|条素材|整条片|整条片子|整条视频|整条素材|整条影片|成条片|呢条片|嗰条片|段片'],
  ['thing', 'shaky', '摇得|摇晃|摇来摇去|手震|震得|摇摇晃晃'],
  ['place', 'whole', '整条|成条'],
  ['place', 'start', '最前边|最前头|最头|begin|the begin|at the first of|头嗰'],
  ['place', 'end', '末了儿|末了|最尾|尾嗰|收尾嗰'],
  ['this', '', '那一截|这一截|那截|这截|那一截儿|嗰段|嗰条|嗰个|呢段|呢条|呢个'],
  ['unknown', '', '不行|好像'],
  ['why', '', '因为|毕竟|because|cuz|coz|cos|bc'],
  ['neg', '', '不加|不配'],
  [
    'fill',
    '',
    '各|行不|得唔得|好唔好|得冇|可唔可以|唔该|行不行|好不好|成不成|中不中|要得不|可不可以|直接|得了|嗰|喇|嘞|啫|囉|嚟|呗|撒|噻|个哈|w/|kindly',
  ],
];
