import { createKey } from '@/lib/keys'

export const POST = async (request: Request) => {
  const response = new Headers()
  return Response.json(
    await createKey(request),
    { headers: response },
  )
}
