const traditional =
  '刪標題樂靜聲視頻開頭結轉場說話紅黃綠藍鏡減間長點個這張圖後從換復銷輪無動畫兩條邊寬橫豎擋臉剪給們爲為幾還請幫進選擇體顏對調順變濾鮮豔調暗亮環繞遠單獨導幀顯';
const simplified =
  '删标题乐静声视频开头结转场说话红黄绿蓝镜减间长点个这张图后从换复销轮无动画两条边宽横竖挡脸剪给们为为几还请帮进选择体颜对调顺变滤鲜艳调暗亮环绕远单独导帧显';

const simpler = new Map([...traditional].map((c, i) => [c, [...simplified][i] ?? c]));
const marks: Record<string, string> = { '　': ' ', '\t': ' ', '\u00a0': ' ', '’': "'", '‘': "'", '`': "'", '％': '%' };

/**
 * Lower case, half width, simplified: for recognising, never for showing. Every character stays at its index, so that the words a person
 * wants on the film can be taken from what they wrote.
 */
export function normalise(text: string): string {
  return Array.from({ length: text.length }, (_, i) => normaliseUnit(text.charAt(i))).join('');
}

function normaliseUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  const lower = unit.toLowerCase();
  return marks[unit] ?? simpler.get(unit) ?? (lower.length === 1 ? lower : unit);
}
