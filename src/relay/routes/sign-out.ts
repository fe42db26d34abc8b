import { signOut } from '../../contract/relay/sign-in.ts';
import * as people from '../store/people.ts';
import { serve } from './serve.ts';
import { bearerOf, forgetBearers } from './signed-in.ts';

export const serveSignOut = serve(signOut, async (parts, { request }) => {
  await people.revokeToken(parts.db, bearerOf(request) ?? '');
  forgetBearers(parts);
  return {};
});
