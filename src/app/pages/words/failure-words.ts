import type { ErrorArgs } from '../../../contract/error.ts';
import { CLIP_EXTENSIONS, CLIP_LIMIT_BYTES } from '../../../contract/limits.ts';
import type { Failure } from '../../relay.ts';
import type { Translate } from '../../strings/translate.ts';

/** Names the card for the tests: `error-<kind>.action-0`. */
export type FailureKind = 'credits' | 'type' | 'size' | 'plan' | 'rate' | 'render' | 'lost' | 'server';

/** A way forward. What it does is up to the page. */
export type FailureAction =
  | 'retry'
  | 'resend'
  | 'pick'
  | 'skip'
  | 'copy_bind_link'
  | 'see_credits'
  | 'preview'
  | 'export_again'
  | 'export_720'
  | 'home'
  | 'copy_details';

export type FailureWords = { kind: FailureKind; title: string; text: string; actions: { action: FailureAction; text: string }[] };

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);

/** What the person reads for a failure, and at least one way forward. No code, no id, no technical word. */
export function describeFailure(failure: Failure, args: ErrorArgs, t: Translate): FailureWords {
  const retry = { action: 'retry', text: t('common.retry') } as const;
  const pick = { action: 'pick', text: t('err.type_swap') } as const;
  const named = (key: 'err.type_t' | 'err.size_t' | 'err.broken_t'): string =>
    args.name === undefined ? t('err.file_t') : t(key, { name: args.name });
  switch (failure) {
    case 'credits_empty':
      return describeCredits(false, t);
    case 'export_blocked':
      return {
        kind: 'plan',
        title: t('err.plan_t'),
        text: t('err.plan_d'),
        actions: [
          { action: 'copy_bind_link', text: t('err.plan_copy') },
          { action: 'preview', text: t('err.plan_preview') },
        ],
      };
    case 'too_many_requests':
    case 'busy':
      return { kind: 'rate', title: t('err.rate_t'), text: t('err.rate_fail'), actions: [retry] };
    case 'file_unsupported':
      return {
        kind: 'type',
        title: named('err.type_t'),
        text: t('err.type_d'),
        actions: [pick, { action: 'skip', text: t('err.type_skip') }],
      };
    case 'file_too_large':
      return {
        kind: 'size',
        title: named('err.size_t'),
        text: t('err.size_d', { size: args.size ?? '', max: megabytes(CLIP_LIMIT_BYTES) }),
        actions: [pick, { action: 'skip', text: t('err.type_skip') }],
      };
    case 'file_broken':
      return {
        kind: 'type',
        title: t('err.broken_t', { name: args.name ?? '' }),
        text: t('err.broken_d'),
        actions: [pick, { action: 'skip', text: t('err.type_skip') }],
      };
    case 'address_refused':
      return { kind: 'type', title: named('err.broken_t'), text: t('err.broken_d'), actions: [pick] };
    case 'render_failed':
      return {
        kind: 'render',
        title: t('err.render_t'),
        text: t('err.render_d'),
        actions: [
          { action: 'export_again', text: t('err.render_again') },
          { action: 'export_720', text: t('err.render_720') },
        ],
      };
    default:
      return describeRarer(failure, t);
  }
}

/** Who has an account already has no link to sign up with, and is told where the account is managed. */
export function describeCredits(isRegistered: boolean, t: Translate): FailureWords {
  const see = { action: 'see_credits', text: t('err.credits_see') } as const;
  return {
    kind: 'credits',
    title: t('err.credits_t'),
    text: t(isRegistered ? 'credits.topup_desc' : 'err.credits_d'),
    actions: isRegistered ? [see] : [{ action: 'copy_bind_link', text: t('err.credits_copy') }, see],
  };
}

function describeRarer(failure: Failure, t: Translate): FailureWords {
  const retry = { action: 'retry', text: t('common.retry') } as const;
  switch (failure) {
    case 'render_too_long':
      return { kind: 'render', title: t('err.long_t'), text: t('err.long_d'), actions: [{ action: 'preview', text: t('result.again') }] };
    case 'draft_empty':
      return { kind: 'server', title: t('export.title'), text: t('export.empty'), actions: [{ action: 'pick', text: t('home.pick') }] };
    case 'session_lost':
      return {
        kind: 'lost',
        title: t('project.expired'),
        text: t('err.saved_hint'),
        actions: [{ action: 'pick', text: t('err.lost_pick') }],
      };
    case 'not_found':
      return { kind: 'server', title: t('err.gone_t'), text: t('err.gone_d'), actions: [{ action: 'home', text: t('common.back') }] };
    case 'turn_timed_out':
      return { kind: 'server', title: t('err.server_t'), text: t('wait.15min'), actions: [retry] };
    case 'storage_full':
      return { kind: 'server', title: t('err.full_t'), text: t('err.full_d'), actions: [retry] };
    case 'offline':
      return { kind: 'server', title: t('err.offline_hard'), text: t('err.saved_hint'), actions: [retry] };
    default:
      return {
        kind: 'server',
        title: t('err.server_t'),
        text: t('err.server_d'),
        actions: [retry, { action: 'copy_details', text: t('err.feedback') }],
      };
  }
}

/** The three lines of the card for a file type that is not taken. */
export const describeFormats = (t: Translate): { kind: 'video' | 'image' | 'audio'; label: string; text: string }[] =>
  (['video', 'image', 'audio'] as const).map((kind) => ({
    kind,
    label: t(`err.type_${kind}`),
    text: CLIP_EXTENSIONS[kind].map((extension) => extension.toUpperCase().replace('WEB', 'Web')).join(' · '),
  }));
