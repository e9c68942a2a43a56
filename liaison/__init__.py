"""联络室: agreements, notices, questions, courses shared by procuratorate, bureau and towns."""
