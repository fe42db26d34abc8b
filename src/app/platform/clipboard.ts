/** Copies `text`; false when the phone refused. WeChat shows its own line "内容已复制": say ours after it. */
export declare const copyText: (text: string) => Promise<boolean>;
