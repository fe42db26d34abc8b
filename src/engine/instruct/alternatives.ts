import { type Plan, type Scene, say } from './scene.ts';

/** What is said when no clause was understood, or none asks for a change: nothing is guessed. */
export function alternatives(scene: Scene, isUnderstood: boolean): Plan {
  if (isUnderstood) return { kind: 'answer', text: say(scene, '明白，时间线保持不变。', 'Understood. The timeline stays as it is.') };
  if (scene.pending?.for === 'title') {
    const { for: _, ...title } = scene.pending;
    const text = scene.text.trim().replace(/^[「『“"']|[」』”"']$/g, '');
    if (text !== '' && text.length <= 200) return { kind: 'edits', edits: [{ type: 'add_title', text, ...title }], needs: [] };
  }
  const hasFilm = scene.film.length > 0;
  const options = hasFilm
    ? [
        say(scene, '去掉停顿，加上字幕', 'Cut the pauses, add subtitles'),
        say(scene, '剪成 30 秒发朋友圈', 'Make a 30-second cut for Moments'),
        say(scene, '配一段轻快的音乐', 'Add upbeat music'),
      ]
    : [];
  const question = hasFilm
    ? say(
        scene,
        '这句我没听懂，时间线没有动。可以说得具体一点，比如：',
        'I did not understand that, and I changed nothing. Try being specific, for example:',
      )
    : say(
        scene,
        '还没有素材。先传一段视频或几张照片，再告诉我怎么剪。',
        'There is nothing to edit yet. Upload a video or some photos first.',
      );
  return { kind: 'ask', question, options, isLost: true };
}
