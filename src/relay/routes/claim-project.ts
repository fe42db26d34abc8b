import { ApiError } from '../../contract/error.ts';
import { claimProject } from '../../contract/relay/project.ts';
import { claimToken } from '../../contract/upstream/token.ts';
import { ownProject } from './own.ts';
import { serve } from './serve.ts';

/** Source: the upstream contract, "claim-token". The token in the link is made for links; the account's own never is. */
const CLAIM_URL = 'https://nemovideo.com/workspace/claim?ct=';

export const serveClaimProject = serve(claimProject, async (parts, { personId, id }) => {
  const project = await ownProject(parts, personId, id('projectId'));
  if (parts.upstream.kind !== 'cloud') throw new ApiError('not_found', 'only the cloud has a web editor');
  const claim = async (sessionId: string) => {
    const { taskId } = await ownProject(parts, personId, project.id);
    if (taskId === null) throw new ApiError('conflict', 'the upstream gave this session no task');
    return parts.account(personId).ask(claimToken, { body: { task_id: taskId, session_id: sessionId } });
  };
  const { data } = await parts.sessions.within(project.id, claim);
  return { url: `${CLAIM_URL}${encodeURIComponent(data.claim_token)}` };
});
