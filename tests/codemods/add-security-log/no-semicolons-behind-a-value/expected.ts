import { createKey } from '@/lib/keys'
import { securityLog, requestContext } from '@/lib/logging'

export const POST = async (request: Request) => {
  const response = new Headers()
  const answer = Response.json(
    await createKey(request),
    { headers: response },
  )
  securityLog.info('admin.keys', {
    actor: 'anon',
    route: 'POST /api/admin/keys',
    outcome: 'success',
    ...requestContext(request),
  })
  return answer
}
