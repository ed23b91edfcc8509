public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        if (this.Context.OperationId == "ListRooms")
        {
            return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
        }
        return new HttpResponseMessage(HttpStatusCode.BadRequest);
    }
}
