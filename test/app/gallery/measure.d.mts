type Place = { left: number; top: number; width: number; height: number };

export declare const measure: () => {
  texts: { text: string; left: number; middle: number; size: number; weight: number; color: string }[];
  boxes: (Place & { fill: string; radius: number })[];
  signs: (Place & { color: string })[];
};
