namespace CustomerSearch.Service; public static class Program { public static void Main() { } }
