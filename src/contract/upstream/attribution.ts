/** Attribution headers, on every request to the upstream: without them the export fails with 402. Source: the mission document. */
export const ATTRIBUTION = {
  source: 'X-Skill-Source',
  version: 'X-Skill-Version',
  platform: 'X-Skill-Platform',
} as const;

/** Must match the mission document's name. */
export const SKILL_SOURCE = 'free-wechat-video';

export type SkillPlatform = 'clawhub' | 'cursor' | 'unknown';

/** Who installed us, read off the install path. */
export function skillPlatformOf(installPath: string): SkillPlatform {
  const parts = installPath.toLowerCase();
  if (parts.includes('clawhub')) return 'clawhub';
  if (parts.includes('cursor')) return 'cursor';
  return 'unknown';
}
